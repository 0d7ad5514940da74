import { beforeAll } from 'vitest'
import type { TestServer } from '../../test/harness/test-server.ts'
import type { Command } from './command.ts'

/** The environment of a command that calls a running server; its key is there before the first test. */
export function environmentOf({ product, organization, url }: TestServer): Record<string, string> {
  const env: Record<string, string> = { PLUMBLINE_URL: url }
  beforeAll(async () => {
    const manager = organization.actors['aims-manager']
    const { key } = await product.run<{ key: string }>('api-key.create', manager, {
      name: 'Command line',
      scopes: ['*'],
      expires_at: new Date(Date.now() + 86_400_000).toISOString(),
    })
    env.PLUMBLINE_API_KEY = key
  })
  return env
}

/** Runs a command that calls a server. @returns its exit code, what it said and what it complained of */
export async function runRemote(command: Command, args: readonly string[], width?: number) {
  const lines: string[] = []
  const errors: string[] = []
  const code = await command.run(args, {
    terminal: {
      line: (text) => lines.push(text),
      error: (text) => errors.push(text),
      ...(width === undefined ? {} : { width }),
    },
    config: () => {
      throw new Error('the command reads no configuration')
    },
    ended: new Promise(() => undefined),
  })
  return { code, lines: lines.join('\n'), errors: errors.join('\n') }
}
