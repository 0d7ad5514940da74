import { randomUUID } from 'node:crypto'
import type { Command } from './command.ts'

/** Every command, loaded only when it is run: verifying a trail needs no database driver. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serveCommand,
  work: async () => (await import('./work.ts')).workCommand,
  organization: async () => (await import('./organization.ts')).organizationCommand,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  import: async () => (await import('./import.ts')).importCommand(process.env, randomUUID),
  export: async () => (await import('./export.ts')).exportCommand(process.env),
  backup: async () => (await import('./backup.ts')).backupCommand,
  restore: async () => (await import('./restore.ts')).restoreCommand,
  keys: async () => (await import('./keys.ts')).keysCommand,
  trail: async () => (await import('./trail.ts')).trailCommand,
}
