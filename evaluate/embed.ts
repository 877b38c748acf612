/** Vectors of the built-in model for an evaluation: every text once. */
import { fileURLToPath } from 'node:url'
import * as runtime from 'onnxruntime-node'
import { dimension, openSession } from '../src/platform/models/built-in/session.ts'

const directory = fileURLToPath(new URL('../models/all-MiniLM-L6-v2', import.meta.url))

export type Vectors = ReadonlyMap<string, Float32Array>

export async function embedAll(texts: Iterable<string>): Promise<Vectors> {
  const embed = await openSession(runtime, { directory, threads: 2 })
  const distinct = [...new Set(texts)]
  const flat = await embed(distinct, new AbortController().signal)
  return new Map(distinct.map((text, index) => [text, flat.subarray(index * dimension, (index + 1) * dimension)]))
}
