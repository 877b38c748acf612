/**
 * The loops that cost the most, in WebAssembly with SIMD: their source is in `wasm/`. A kernel works in a memory of its
 * own, which is cut into typed arrays when it is made; what is larger than a block stays outside and is copied in.
 */
import { plain, relaxed } from './kernels-wasm.ts'

/** As the module exports them. Pointers are the `byteOffset` of an array of the same memory; lines are in bytes. */
export interface Kernels {
  /** Adds left × rightᵀ to the target, panels of `panel*` bytes, each `steps` long: see `wasm/product.ts`. */
  addProduct(
    leftPanels: number,
    rightPanels: number,
    steps: number,
    left: number,
    leftPanel: number,
    right: number,
    rightPanel: number,
    target: number,
    line: number,
  ): void
  /** The same in double precision, in panels of four rows. */
  addDoubleProduct: Kernels['addProduct']
  /** A sparse matrix times a panel of 32 columns. */
  multiplySparse(rows: number, starts: number, indices: number, values: number, source: number, target: number): void
  /** Rows of a Cholesky factor, in place. */
  factorRows(matrix: number, line: number, from: number, to: number, tolerance: number): void
  /** Rows of the inverse of a lower triangle, in place. */
  invertRows(matrix: number, line: number, from: number, to: number): void
  /** A step of tridiagonalisation. */
  updateTriangle(matrix: number, line: number, size: number, x: number, y: number, next: number, sums: number): void
  /** A sweep of rotations over eight columns, upwards from the row `last`. */
  rotateSlab(slab: number, last: number, count: number, turns: number): void
  /** A Householder reflection of rows. */
  reflectRows(rows: number, line: number, count: number, mirror: number, length: number, factor: number): void
  /** Whole numbers: one question with each row. */
  dotRows(rows: number, length: number, vectors: number, question: number, target: number): void
  /** The same for four questions. */
  dotRowsOfFour(rows: number, length: number, vectors: number, questions: number, target: number): void
}

/** A typed array that is to lie in the memory of a kernel. */
export interface Part<View> {
  readonly bytes: number
  view(buffer: ArrayBuffer, at: number): View
}

export const floats = (count: number): Part<Float32Array<ArrayBuffer>> => ({
  bytes: 4 * count,
  view: (buffer, at) => new Float32Array(buffer, at, count),
})
export const doubles = (count: number): Part<Float64Array<ArrayBuffer>> => ({
  bytes: 8 * count,
  view: (buffer, at) => new Float64Array(buffer, at, count),
})
export const words = (count: number): Part<Uint32Array<ArrayBuffer>> => ({
  bytes: 4 * count,
  view: (buffer, at) => new Uint32Array(buffer, at, count),
})
export const integers = (count: number): Part<Int32Array<ArrayBuffer>> => ({
  bytes: 4 * count,
  view: (buffer, at) => new Int32Array(buffer, at, count),
})
export const shorts = (count: number): Part<Int16Array<ArrayBuffer>> => ({
  bytes: 2 * count,
  view: (buffer, at) => new Int16Array(buffer, at, count),
})
export const bytes = (count: number): Part<Int8Array<ArrayBuffer>> => ({
  bytes: count,
  view: (buffer, at) => new Int8Array(buffer, at, count),
})

type Views<Parts> = { readonly [Name in keyof Parts]: Parts[Name] extends Part<infer View> ? View : never }

const PAGE = 2 ** 16
/** A line of the processor's cache: no part shares one with another. */
const LINE = 64
/** Below it the compiler keeps what is its own. */
const FIRST = 1024

/**
 * Kernels over a memory that holds just these parts, filled with zeros. It never grows, so the arrays stay valid, and is
 * given back when nothing holds them any more. Throws a RangeError when there is not so much memory: 4 GiB at most.
 */
export function openKernels<Parts extends Readonly<Record<string, Part<unknown>>>>(
  parts: Parts,
): { readonly kernels: Kernels } & Views<Parts> {
  const end = Object.values(parts).reduce((at, part) => aligned(at + part.bytes), FIRST)
  const pages = Math.ceil(end / PAGE)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages })
  const { exports } = new WebAssembly.Instance(module(), { env: { memory } })
  let at = FIRST
  const views = Object.entries(parts).map(([name, part]) => {
    const view = part.view(memory.buffer, at)
    at = aligned(at + part.bytes)
    return [name, view] as const
  })
  return { kernels: exports as Kernels, ...(Object.fromEntries(views) as Views<Parts>) }
}

const aligned = (at: number): number => Math.ceil(at / LINE) * LINE

let compiled: WebAssembly.Module | null = null

/** Compiled once for all memories: with relaxed SIMD where there is such a thing, a third quicker. */
function module(): WebAssembly.Module {
  compiled ??= new WebAssembly.Module(chosen(decoded(relaxed)) ?? decoded(plain))
  return compiled
}

const chosen = (code: Uint8Array): Uint8Array | null => (WebAssembly.validate(code) ? code : null)

function decoded(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))
}
