import { isAbsolute, join, resolve } from 'node:path'
import { z } from 'zod'
import { defaultRoleNames, type RoleNames } from '../db/roles.ts'

/** How this installation runs. Read once, at start, from the environment; see docs/operating/configuration.md. */
export interface Config {
  /** Keys, witness file, password files and, when embedded, the database. */
  readonly dataRoot: string
  /** Unset: the embedded database below `dataRoot`. */
  readonly databaseUrl: string | undefined
  /** A connection straight to the database, for LISTEN. Unset: `databaseUrl` is one. */
  readonly listenUrl: string | undefined
  readonly roles: RoleNames
  readonly connections: number
  readonly preparedStatements: boolean
  readonly host: string
  readonly port: number
  /** As people reach it; signs trails with its host and tells whether cookies must be secure. */
  readonly publicUrl: string
  /** How many proxies stand in front; each adds the address it saw to `X-Forwarded-For`. */
  readonly trustedProxies: number
  readonly uploadBytes: number
  /** Requests of each kind that one session or key may send in a minute; 0 for no limit. */
  readonly requestRates: { readonly read: number; readonly write: number; readonly file: number }
}

const flag = z.enum(['true', 'false']).transform((value) => value === 'true')
const perMinute = z.coerce.number().int().min(0).max(1_000_000)
const port = z.coerce.number().int().min(0).max(65_535)

const environment = z.object({
  PLUMBLINE_DATA: z.string().min(1).optional(),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_LISTEN_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_CONNECTIONS: z.coerce.number().int().min(2).max(500).default(10),
  DATABASE_PREPARED_STATEMENTS: flag.default(true),
  DATABASE_ROLE_OWNER: z.string().default(defaultRoleNames.owner),
  DATABASE_ROLE_APP: z.string().default(defaultRoleNames.app),
  DATABASE_ROLE_SEQUENCER: z.string().default(defaultRoleNames.sequencer),
  DATABASE_ROLE_BACKUP: z.string().default(defaultRoleNames.backup),
  HOST: z.string().default('127.0.0.1'),
  PORT: port.default(4280),
  PLUMBLINE_URL: z.url({ protocol: /^https?$/ }).optional(),
  PLUMBLINE_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  PLUMBLINE_UPLOAD_BYTES: z.coerce.number().int().min(1024).default(52_428_800),
  PLUMBLINE_READS_PER_MINUTE: perMinute.default(1200),
  PLUMBLINE_WRITES_PER_MINUTE: perMinute.default(600),
  PLUMBLINE_FILES_PER_MINUTE: perMinute.default(60),
})

/**
 * Reads the configuration.
 * @throws with every wrong setting by name and what it must be.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  defaultDataRoot: string,
): Config {
  const parsed = environment.safeParse(env)
  if (!parsed.success) {
    const wrong = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The configuration needs correcting. Nothing was started.\n${wrong.join('\n')}`)
  }
  const set = parsed.data
  const dataRoot = set.PLUMBLINE_DATA ?? defaultDataRoot
  return {
    dataRoot: isAbsolute(dataRoot) ? dataRoot : resolve(dataRoot),
    databaseUrl: set.DATABASE_URL,
    listenUrl: set.DATABASE_LISTEN_URL,
    roles: {
      owner: set.DATABASE_ROLE_OWNER,
      app: set.DATABASE_ROLE_APP,
      sequencer: set.DATABASE_ROLE_SEQUENCER,
      backup: set.DATABASE_ROLE_BACKUP,
    },
    connections: set.DATABASE_CONNECTIONS,
    preparedStatements: set.DATABASE_PREPARED_STATEMENTS,
    host: set.HOST,
    port: set.PORT,
    publicUrl: (set.PLUMBLINE_URL ?? `http://${set.HOST}:${set.PORT}`).replace(/\/$/, ''),
    trustedProxies: set.PLUMBLINE_TRUSTED_PROXIES,
    uploadBytes: set.PLUMBLINE_UPLOAD_BYTES,
    requestRates: {
      read: set.PLUMBLINE_READS_PER_MINUTE,
      write: set.PLUMBLINE_WRITES_PER_MINUTE,
      file: set.PLUMBLINE_FILES_PER_MINUTE,
    },
  }
}

/** The files an installation keeps outside its database. */
export const filesIn = (dataRoot: string) => ({
  signingKeys: join(dataRoot, 'keys', 'trail.json'),
  witness: join(dataRoot, 'witness', 'checkpoints.jsonl'),
  /** Which epoch each trail is in; see docs/reference/trail-format.md. */
  epochs: join(dataRoot, 'witness', 'epochs.json'),
  secrets: join(dataRoot, 'keys', 'secrets.json'),
  demoPeople: join(dataRoot, 'demo-people.json'),
})
