/** What is done for each test file, however many run in one process: modules are loaded once in it, and so are hooks in them. */
import { afterAll } from 'vitest'
import { closeCorner } from './shared-corner.ts'

afterAll(closeCorner)
