import { randomBytes } from 'node:crypto'
import { keyFingerprint, parseVerifierKey } from '../kernel/merkle/note-key.ts'
import { filesIn } from '../platform/config/config.ts'
import { loadSigningKeys, rotateSigningKey } from '../platform/trail/signing-keys.ts'
import { type Command, UsageError } from './command.ts'
import { serverName } from './open-product.ts'

export const keysCommand: Command = {
  name: 'keys',
  usage: 'show | rotate',
  summary: 'Show the keys that verify the trail, or replace the one that signs it',
  run: async (args, { terminal, config }) => {
    const [verb, ...more] = args
    if ((verb !== 'show' && verb !== 'rotate') || more.length > 0)
      throw new UsageError('Say "show" or "rotate".')
    const settings = config()
    const { signingKeys } = filesIn(settings.dataRoot)
    const before = await loadSigningKeys(signingKeys, serverName(settings), randomBytes)
    const keys = verb === 'rotate' ? await rotateSigningKey(signingKeys, randomBytes) : before
    for (const text of keys.verifiers.toReversed())
      terminal.line(`${text}\n  fingerprint ${keyFingerprint(parseVerifierKey(text))}`)
    if (verb === 'rotate')
      terminal.line(
        'The first one signs from the next start on. Restart every server and worker, publish its fingerprint beside the earlier ones, and make a backup.',
      )
    return 0
  },
}
