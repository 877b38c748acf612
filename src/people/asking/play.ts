import { readFileSync } from 'node:fs'
import { readSentence } from './read-sentence.ts'
import { sayUnderstood } from '../../../test/support/say-understood.ts'
for (const line of readFileSync(0, 'utf8').split('\n'))
  if (line) {
    console.log(line)
    console.log('   ', sayUnderstood(readSentence(line)))
    const i = readSentence(line).ignored
    if (i.length) console.log('      i:', i.map((x) => `${x.from} [${x.because.slice(0, 30)}]`).join(' | '))
  }
