import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chooseServerAccount, parseAccounts } from './server-account.ts'

test('reads names, uids and gids; never one that is root under another name', () => {
  const accounts = parseAccounts(
    'root:x:0:0:root:/root:/bin/sh\ntoor:x:0:0::/:/bin/sh\npostgres:x:101:104:PostgreSQL,,,:/var/lib/postgresql:/bin/bash\nbroken\n',
  )
  expect([...accounts]).toEqual([['postgres', { uid: 101, gid: 104 }]])
})

test('the server never runs as root', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'plumbline-account-'))
  const account = await chooseServerAccount(join(directory, 'postgres'))
  await rm(directory, { recursive: true })
  if (process.getuid?.() === 0) expect(account.uid).toBeGreaterThan(0)
  else expect(account).toEqual({})
})
