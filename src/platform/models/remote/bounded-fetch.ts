/** `fetch`, but for servers that never stop answering. */

/** Ten times what the largest answer needs: 256 vectors of 3,072 figures each. */
const ANSWER_BYTES_MAX = 64 * 1024 * 1024

/** The body fails when it grows too long; nothing more of it is read then. */
export function boundedFetch(bytesMax = ANSWER_BYTES_MAX): typeof fetch {
  return async (input, init) => {
    const response = await fetch(input, init)
    if (!response.body) return response
    let bytes = 0
    const counted = new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        bytes += chunk.length
        if (bytes <= bytesMax) return controller.enqueue(chunk)
        return controller.error(new Error(`The answer is longer than ${bytesMax} bytes.`))
      },
    })
    const { status, statusText, headers } = response
    return new Response(response.body.pipeThrough(counted), { status, statusText, headers })
  }
}
