/** What is to be ended with a test file. It imports nothing, so that not every test is related to everything that is ended. */
type Ending = () => Promise<void>

const endings = new Set<Ending>()

export function endWithFile(ending: Ending): void {
  endings.add(ending)
}

export async function endFile(): Promise<void> {
  for (const ending of endings) await ending()
  endings.clear()
}
