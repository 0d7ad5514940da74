import type { Command } from './command.ts'

/** Every command, loaded only when it is run: verifying a trail needs no database driver. */
export const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./serve.ts')).serveCommand,
  work: async () => (await import('./work.ts')).workCommand,
  migrate: async () => (await import('./migrate.ts')).migrateCommand,
  verify: async () => (await import('./verify.ts')).verifyCommand,
  trail: async () => (await import('./trail.ts')).trailCommand,
}
