/** Below 0 when `left` ranks before `right`; 0 for the same element only, so that there is one right order. */
export type Comparator<Element> = (left: Element, right: Element) => number

/**
 * The best `count` elements, best first, as sorting them all would give; time grows with the elements times log count.
 * With a total order the answer does not depend on the order in which elements come.
 */
export function topOf<Element>(elements: Iterable<Element>, count: number, compare: Comparator<Element>): Element[] {
  const heap: Element[] = []
  if (!(count >= 1)) return heap
  for (const element of elements) {
    if (heap.length < Math.floor(count)) raise(heap, heap.push(element) - 1, compare)
    else if (compare(element, heap[0] as Element) < 0) {
      heap[0] = element
      lower(heap, compare)
    }
  }
  return heap.sort(compare)
}

/** The heap keeps its worst element at the root, where it is quick to compare with and to replace. */
function raise<Element>(heap: Element[], from: number, compare: Comparator<Element>): void {
  for (let at = from; at > 0;) {
    const parent = (at - 1) >> 1
    if (compare(heap[at] as Element, heap[parent] as Element) <= 0) return
    swap(heap, at, parent)
    at = parent
  }
}

function lower<Element>(heap: Element[], compare: Comparator<Element>): void {
  for (let at = 0; ;) {
    let worst = at
    for (const child of [2 * at + 1, 2 * at + 2]) {
      if (child < heap.length && compare(heap[child] as Element, heap[worst] as Element) > 0) worst = child
    }
    if (worst === at) return
    swap(heap, at, worst)
    at = worst
  }
}

function swap<Element>(heap: Element[], one: number, other: number): void {
  const kept = heap[one] as Element
  heap[one] = heap[other] as Element
  heap[other] = kept
}
