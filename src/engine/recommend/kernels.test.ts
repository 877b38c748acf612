import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { plain } from './kernels-wasm.ts'
import { bytes, doubles, floats, integers, openKernels, shorts, words } from './kernels.ts'
import type { Kernels } from './kernels.ts'
import { gaussian, seededRandom } from './random.ts'

test('parts lie side by side in one memory, on lines of their own, and begin with zeros', () => {
  const room = openKernels({ one: floats(3), two: doubles(5), three: bytes(1), four: words(2) })
  expect([room.one.length, room.two.length, room.three.length, room.four.length]).toEqual([3, 5, 1, 2])
  const places = [room.one, room.two, room.three, room.four].map(({ byteOffset }) => byteOffset)
  expect(places.map((place) => place - (places[0] as number))).toEqual([0, 64, 128, 192])
  expect(new Set([room.one.buffer, room.two.buffer, room.three.buffer, room.four.buffer]).size).toBe(1)
  expect([...room.one, ...room.two]).toEqual([0, 0, 0, 0, 0, 0, 0, 0])
})

test('two rooms share no memory', () => {
  const [one, other] = [openKernels({ part: floats(4) }), openKernels({ part: floats(4) })]
  one.part.fill(7)
  expect([...other.part]).toEqual([0, 0, 0, 0])
})

test('more than a memory can be is refused', () => {
  expect(() => openKernels({ part: floats(2 ** 31) })).toThrow(RangeError)
})

/** The build for processors without relaxed SIMD, over a memory of `pages`. */
function plainKernels(memory: WebAssembly.Memory): Kernels {
  const code = Uint8Array.from(atob(plain), (letter) => letter.charCodeAt(0))
  return new WebAssembly.Instance(new WebAssembly.Module(code), { env: { memory } }).exports as Kernels
}

/** Of panels of eight rows: see `addProduct`. */
const packedPlace = (row: number, step: number, steps: number): number => (row >> 3) * 8 * steps + step * 8 + (row & 7)

function expectProduct(kernels: Kernels, [left, right, target]: readonly Float32Array[], steps: number): void {
  const random = gaussian(seededRandom(steps))
  for (const side of [left, right, target]) for (const at of side!.keys()) side![at] = random()
  const before = target!.slice()
  const panel = 32 * steps
  kernels.addProduct(2, 3, steps, left!.byteOffset, panel, right!.byteOffset, panel, target!.byteOffset, 4 * 24)
  for (let row = 0; row < 16; row += 1) {
    for (let column = 0; column < 24; column += 1) {
      let sum = before[row * 24 + column] as number
      for (let step = 0; step < steps; step += 1) {
        const one = left![packedPlace(row, step, steps)] as number
        sum += one * (right![packedPlace(column, step, steps)] as number)
      }
      expect(Math.abs((target![row * 24 + column] as number) - sum)).toBeLessThan(1e-5 * (steps + 1))
    }
  }
}

test.each([0, 1, 2, 7, 256])('a product of %d steps is added to what was there', (steps) => {
  const room = openKernels({ left: floats(16 * steps), right: floats(24 * steps), target: floats(16 * 24) })
  expectProduct(room.kernels, [room.left, room.right, room.target], steps)
})

test('without relaxed SIMD the product is the same', () => {
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 })
  const parts = [0, 1, 2].map((part) => new Float32Array(memory.buffer, 1024 + part * 4096, 24 * 24))
  expectProduct(plainKernels(memory), parts, 24)
})

const whole = (size: number, count: number) =>
  fc.array(fc.integer({ min: -size, max: size }), { minLength: count, maxLength: count })

test('whole numbers are multiplied exactly, for one question and for four', () => {
  fc.assert(
    fc.property(whole(127, 5 * 32), whole(32767, 4 * 32), (rows, questions) => {
      const room = openKernels({
        rows: bytes(5 * 32),
        questions: shorts(4 * 32),
        single: integers(5),
        four: integers(4 * 5),
      })
      room.rows.set(rows)
      room.questions.set(questions)
      const [from, asked] = [room.rows.byteOffset, room.questions.byteOffset]
      room.kernels.dotRows(5, 32, from, asked, room.single.byteOffset)
      room.kernels.dotRowsOfFour(5, 32, from, asked, room.four.byteOffset)
      const expected = (row: number, question: number): number =>
        Array.from({ length: 32 }, (_, at) => rows[row * 32 + at]! * questions[question * 32 + at]!).reduce(
          (sum, product) => sum + product,
        )
      for (let row = 0; row < 5; row += 1) {
        expect(room.single[row]).toBe(expected(row, 0))
        for (let question = 0; question < 4; question += 1) {
          expect(room.four[4 * row + question]).toBe(expected(row, question))
        }
      }
    }),
  )
})
