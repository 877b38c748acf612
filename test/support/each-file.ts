/** What is done for each test file, however many run in one process: modules are loaded once in it, and so are hooks in them. */
import { afterAll } from 'vitest'
import { endFile } from './endings.ts'

afterAll(endFile)
