/** What goes on by itself: saved searches, and forgetting who was shown whom. */
import { z } from 'zod'
import { job } from '../../platform/jobs/index.ts'

/** Finds the saved searches that are due. */
export const findDueSearches = job({
  name: 'people.due-searches',
  input: z.object({}),
  key: () => 'due',
  concurrency: 1,
})

/** Runs one saved search. */
export const runSavedSearch = job({
  name: 'people.saved-search',
  input: z.object({ searchId: z.string() }),
  key: ({ searchId }) => searchId,
})

/** Forgets, a stretch at a time, who was shown whom longer ago than anybody may ask. */
export const pruneSeenPeople = job({
  name: 'people.prune-seen',
  input: z.object({}),
  key: () => 'prune',
  concurrency: 1,
})
