import { problemCodes, problemList } from '../../base/index.ts'

/** Codes and titles are ours; they are escaped all the same, as the page is the one place where they are markup. */
const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escape = (text: string): string => text.replaceAll(/[&<>"]/gu, (character) => escapes[character] ?? character)

/** The page that the `type` of a problem points into: one heading for each code. No scripts, no styles. */
export function problemsPage(): string {
  const entries = problemCodes.map((code) => {
    const { status, title } = problemList[code]
    return `<h2 id="${escape(code)}">${escape(code)}</h2>\n<p>${escape(title)}. Status ${status}.</p>`
  })
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Problems - Reciprocity</title>
<h1>Problems</h1>
<p>Every problem that this service answers with. Tell them apart by <code>code</code>; its meaning never changes.</p>
${entries.join('\n')}
</html>
`
}
