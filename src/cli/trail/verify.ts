import type { Command } from '../command.ts'

export const verifyCommand: Command = {
  name: 'verify',
  usage: 'FILE [--key VERIFIER_KEY]... [--witness FILE] [--json]',
  summary: 'Verify an exported trail, without network or database',
  run: async (args, { terminal }) => {
    const { runVerifier } = await import('../../../verifier/main.ts')
    return runVerifier(args, terminal)
  },
}
