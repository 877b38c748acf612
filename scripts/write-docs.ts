/** Writes the pages that are made from the code: `npm run docs`. A test says when that was forgotten. */
import { writeFile } from 'node:fs/promises'
import { madePages } from './made-pages.ts'

for (const { path, text } of await madePages()) {
  await writeFile(new URL(`../${path}`, import.meta.url), text)
  console.log(path)
}
