/** The thread in which one document is parsed. */
import { answerTask } from '../compute/index.ts'
import { parseDocument } from './parse-document.ts'

// pdf.js leaves failed promises behind while it reads the sound part of a damaged file. Its answer counts, not those.
process.on('unhandledRejection', () => {})

answerTask(parseDocument)
