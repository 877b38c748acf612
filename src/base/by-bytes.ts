/** The order of the database, which is that of bytes: for `toSorted`. */
export const byBytes = (one: string, other: string): number => Buffer.compare(Buffer.from(one), Buffer.from(other))
