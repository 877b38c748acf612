/** Which column of a file is which: the spellings under which events, items and people usually go. */

/** What is read of each line, by the name that it has here. */
export type Columns<Name extends string> = Readonly<Record<Name, readonly string[]>>

/** One line by the names of its columns; a column that the file has not is not there. */
export type Row<Name extends string> = Readonly<Partial<Record<Name, string>>>

export type EventColumn = 'user' | 'item' | 'type' | 'time' | 'rating' | 'count'

const spellings = (text: string): readonly string[] => text.split(/\s+/u)

export const eventColumns: Columns<EventColumn> = {
  user: spellings('user userid uid member memberid customer customerid visitor visitorid person personid'),
  item: spellings(`item itemid iid movie movieid product productid book bookid isbn asin sku artist artistid song songid
    track trackid article articleid gift giftid present presentid handpickedpresentid post postid venue venueid location
    locationid`),
  type: spellings('type event eventtype interaction interactiontype action behavior behaviour'),
  time: spellings('time timestamp ts date datetime at createdat eventtime unixtime checkintime'),
  rating: spellings('rating ratings score stars value overall'),
  count: spellings('count counts plays playcount weight quantity frequency'),
}

export type ItemColumn = 'id' | 'title' | 'description' | 'category' | 'categories' | 'price' | 'createdAt'

export const itemColumns: Columns<ItemColumn> = {
  id: ['id', ...eventColumns.item],
  title: ['title', 'name', 'movietitle', 'itemname', 'itemtitle', 'producttitle', 'booktitle'],
  description: ['description', 'text', 'summary', 'overview', 'body'],
  category: ['category', 'genre', 'genres', 'class', 'brand', 'tags'],
  categories: ['categories'],
  price: ['price', 'cost'],
  createdAt: ['createdat', 'created', 'releaseyear', 'year', 'releasedate'],
}

export type UserColumn = 'id' | 'gender' | 'age'

export const userColumns: Columns<UserColumn> = {
  id: ['id', ...eventColumns.user],
  gender: ['gender', 'sex'],
  age: ['agegroup', 'age'],
}

/** "userId", "user_id:token" and "User-ID" are one name. */
const spelt = (name: string): string =>
  name
    .replace(/:[a-z_]+$/u, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]/gu, '')

/**
 * The place of each column within `names`, for those that are there. Of several that could be meant it is the one whose
 * spelling comes first in `columns`.
 */
export function placesOf<Name extends string>(
  columns: Columns<Name>,
  names: readonly string[],
): Partial<Record<Name, number>> {
  const given = names.map(spelt)
  const places: Partial<Record<Name, number>> = {}
  for (const [name, usual] of Object.entries(columns) as [Name, readonly string[]][]) {
    const spelling = usual.find((each) => given.includes(each))
    if (spelling !== undefined) places[name] = given.indexOf(spelling)
  }
  return places
}
