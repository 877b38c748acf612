/** What the operator can say of items. */
import type { Command } from 'commander'
import type { CommandContext } from './commands.ts'

export function addItems(program: Command, say: (text: string) => void, open: () => Promise<CommandContext>): void {
  program
    .command('items')
    .description('Items, and what is known of who likes them.')
    .command('sync')
    .description("Reads what is new in the host's database of items now, and waits for it.")
    .option('--full', 'reads everything, and builds anew what is derived of it')
    .action(async ({ full: isFull = false }: { full?: boolean }) => {
      const { items, tell = say } = await open()
      await (await items()).sync({ isFull, tell })
      tell('Done.')
    })
}
