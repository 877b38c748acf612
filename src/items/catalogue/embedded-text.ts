/** The words of an item, as a model reads them. */
import type { SaidItem } from './item.ts'

/** Title and description with a line break between them, as the store puts them together; empty where there are none. */
export const textOf = ({ title, description }: Pick<SaidItem, 'title' | 'description'>): string =>
  [title, description].filter((text) => text !== null).join('\n')

/** What comes behind is not heard by the built-in model, and costs a remote one money. */
const CHARACTERS_MAX = 1000

export const embeddedText = (text: string): string => text.slice(0, CHARACTERS_MAX).toWellFormed().trim()
