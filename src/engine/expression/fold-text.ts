/**
 * The spelling in which texts are compared: NFKC, lower case, and NFKC again, because a letter and its mark may have a
 * sign of their own in lower case only. Folding twice changes nothing.
 */
export function foldText(text: string): string {
  return text.normalize('NFKC').toLowerCase().normalize('NFKC')
}
