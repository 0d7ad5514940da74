import { mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { admitPerson, createOrganization } from '../../modules/organization/create-organization.ts'
import type { DemoPeople } from '../../platform/access/access.ts'
import type { Actor } from '../../platform/operations/scope.ts'
import type { Terminal } from '../command.ts'
import { hasOrganization } from '../has-organization.ts'
import type { DemoCast, DemoProduct } from './demo-run.ts'
import { type DemoPersonSpec, demoOrganizationName, demoPeopleSpecs } from './people.ts'
import { seedRecords } from './seed-records.ts'

interface KeptPerson {
  readonly name: string
  readonly email: string
  readonly role: string
  readonly password: string
}

const readPeople = async (file: string): Promise<KeptPerson[]> => JSON.parse(await readFile(file, 'utf8'))

/** Who may be chosen on the sign-in page of a demo: the people it was created with. */
export const demoPeople = (file: string): DemoPeople => ({ people: () => readPeople(file) })

async function keepPeople(file: string, people: readonly KeptPerson[]): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const handle = await open(file, 'w', 0o600)
  try {
    await handle.writeFile(`${JSON.stringify(people, null, 2)}\n`)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Creates the organization and its people. @returns who acts in each role and signs with which password. */
async function createPeople(
  product: DemoProduct,
  people: readonly (DemoPersonSpec & KeptPerson)[],
): Promise<DemoCast> {
  const administrator = people.find(({ role }) => role === 'administrator')
  if (!administrator) throw new Error('The demo names no administrator.')
  const { organization_id, person_id } = await createOrganization(product, {
    name: demoOrganizationName,
    demo: true,
    administrator,
  })
  const actors = new Map<string, Actor>()
  const actor = (role: string, id: string): Actor => ({ organization_id, person_id: id, roles: [role] })
  actors.set('administrator', actor('administrator', person_id))
  await Promise.all(
    people
      .filter((person) => person !== administrator)
      .map(async (person) => {
        const id = await admitPerson(product, { ...person, organization_id, roles: [person.role] })
        actors.set(person.role, actor(person.role, id))
      }),
  )
  return { actors, passwords: new Map(people.map(({ role, password }) => [role, password])) }
}

/**
 * Creates the demo organization unless the database holds an organization already: eight people with
 * generated passwords, printed once and kept in `file`, and records so that no page is empty.
 */
export async function ensureDemo(
  product: DemoProduct,
  file: string,
  randomBytes: (size: number) => Uint8Array,
  terminal: Terminal,
): Promise<void> {
  if (await hasOrganization(product.database)) return
  const people = demoPeopleSpecs.map((one) => ({
    ...one,
    password: Buffer.from(randomBytes(15)).toString('base64url'),
  }))
  await keepPeople(
    file,
    people.map(({ name, email, role, password }) => ({ name, email, role, password })),
  )
  await seedRecords(product, await createPeople(product, people))
  await product.sequencer.runOnce()
  terminal.line(`Created "${demoOrganizationName}". Its people sign in with:`)
  for (const { name, email, role, password } of people)
    terminal.line(`  ${role.padEnd(22)} ${name.padEnd(18)} ${email.padEnd(22)} ${password}`)
  terminal.line(`These passwords are shown once and kept in ${file}, readable by you only.\n`)
}
