import { randomUUID } from 'node:crypto'
import type { Command } from './command.ts'

/** Every command, loaded only when it is run: verifying a trail needs no database driver. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./server/serve.ts')).serveCommand,
  work: async () => (await import('./server/work.ts')).workCommand,
  organization: async () => (await import('./organization.ts')).organizationCommand,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  verify: async () => (await import('./trail/verify.ts')).verifyCommand,
  import: async () => (await import('./exchange/import.ts')).importCommand(process.env, randomUUID),
  export: async () => (await import('./exchange/export.ts')).exportCommand(process.env),
  backup: async () => (await import('./backup/backup.ts')).backupCommand,
  restore: async () => (await import('./backup/restore.ts')).restoreCommand,
  keys: async () => (await import('./key/keys.ts')).keysCommand,
  trail: async () => (await import('./trail/trail.ts')).trailCommand,
  call: async () => (await import('./operation/call.ts')).callCommand(process.env, randomUUID),
  help: async () => (await import('./help.ts')).helpCommand(commands),
}

/** The command that a word names: one of the above, else what is done with a subject of operations. */
export async function commandNamed(word: string): Promise<Command | undefined> {
  const load = commands[word]
  if (load) return load()
  const { subjectNamed } = await import('./operation/operation-catalogue.ts')
  const subject = subjectNamed(word)
  return subject === undefined
    ? undefined
    : (await import('./operation/call.ts')).subjectCommand(subject, process.env, randomUUID)
}
