/**
 * Compiles `wasm/` into `src/engine/recommend/kernels-wasm.ts`, once with relaxed SIMD and once without. Run with
 * `npm run wasm`; the same source gives the same file.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { main } from 'assemblyscript/asc'

const root = new URL('../', import.meta.url)
export const kernelsFile = new URL('src/engine/recommend/kernels-wasm.ts', root)

/** 112: vectors between our own files, which no embedding sees. */
const options = '-O3 --noAssert --runtime stub --importMemory --enable simd --disableWarning 112 --outFile kernels.wasm'

/** What the generated file has to hold. */
export async function compiledKernels(): Promise<string> {
  const plain = await compile([])
  const relaxed = await compile(['--enable', 'relaxed-simd'])
  return [
    '/** Compiled from `wasm/` by `npm run wasm`, in base64. `relaxed` needs relaxed SIMD, which multiplies and adds in one. */',
    `export const plain =\n  '${plain}'`,
    `export const relaxed =\n  '${relaxed}'`,
    '',
  ].join('\n')
}

async function compile(features: readonly string[]): Promise<string> {
  const files = new Map<string, Uint8Array>()
  const complaints: string[] = []
  const { error } = await main(['wasm/kernels.ts', ...options.split(' '), ...features], {
    readFile: (path) => readFile(new URL(path, root), 'utf8').catch(() => null),
    writeFile: (path, content) => void files.set(path, Buffer.from(content)),
    listFiles: () => [],
    stderr: { write: (text) => void complaints.push(String(text)) },
  })
  const bytes = files.get('kernels.wasm')
  if (error || !bytes || complaints.length > 0) throw new Error(complaints.join('') || error?.message)
  return Buffer.from(bytes).toString('base64')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await writeFile(kernelsFile, await compiledKernels())
}
