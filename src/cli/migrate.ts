import { randomBytes } from 'node:crypto'
import { filesIn } from '../platform/config/config.ts'
import { loadSecrets } from '../platform/config/secrets.ts'
import type { Command } from './command.ts'
import { openDatabase } from './open-product.ts'

export const migrateCommand: Command = {
  name: 'migrate',
  usage: '',
  summary: 'Create missing database roles and apply missing migrations',
  run: async (_args, { terminal, config }) => {
    const settings = config()
    const secrets = await loadSecrets(filesIn(settings.dataRoot).secrets, randomBytes)
    const open = await openDatabase(settings, secrets)
    await open.close()
    terminal.line(
      open.applied.length === 0 ? 'The database is up to date.' : `Applied: ${open.applied.join(', ')}`,
    )
    return 0
  },
}
