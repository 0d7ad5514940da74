import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { makeBackup } from '../../platform/backup/make-backup.ts'
import { filesIn } from '../../platform/config/config.ts'
import { loadSecrets } from '../../platform/config/secrets.ts'
import { type Command, UsageError } from '../command.ts'
import { reachDatabase } from '../open-product.ts'

export const backupCommand: Command = {
  name: 'backup',
  usage: 'DIR [--json]',
  summary: 'Back up database, keys and witness file into a new directory, while the product runs',
  run: async (args, { terminal, config }) => {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    })
    const [directory, ...more] = positionals
    if (directory === undefined || more.length > 0) throw new UsageError('Name one directory for the backup.')
    const settings = config()
    const files = filesIn(settings.dataRoot)
    const secrets = await loadSecrets(files.secrets, randomBytes)
    const reached = await reachDatabase(settings, secrets)
    try {
      const manifest = await makeBackup(
        {
          url: reached.url,
          roles: settings.roles,
          dataRoot: settings.dataRoot,
          files: [files.signingKeys, files.secrets, files.witness, files.epochs, files.demoPeople],
          now: new Date(),
        },
        resolve(directory),
      )
      const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0)
      terminal.line(
        values.json
          ? JSON.stringify({ directory: resolve(directory), made_at: manifest.made_at, rows }, null, 2)
          : `Backed up ${rows} rows of ${manifest.tables.length} tables and ${manifest.files.length} files to ${resolve(directory)}. It holds keys and secrets: keep it where only you can read it, and away from this machine.`,
      )
      return 0
    } finally {
      await reached.stop()
    }
  },
}
