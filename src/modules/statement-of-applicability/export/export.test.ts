import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import ExcelJS from 'exceljs'
import { beforeAll, describe, expect, it } from 'vitest'
import { giveAccount } from '../../../../test/harness/account.ts'
import {
  makeOrganization,
  makeProduct,
  type TestOrganization,
} from '../../../../test/harness/organization.ts'
import {
  type Approved,
  approvalInput,
  approveBasis,
  decideAll,
  readStatement,
  startStatement,
} from '../../../../test/harness/sample/soa-samples.ts'
import { makeTestDatabase } from '../../../../test/harness/test-database.ts'
import { roles } from '../../../kernel/access/role.ts'
import { readDocx, readPdf, squeezed } from '../../../platform/documents/printed-document.fixture.ts'
import { conflictWords } from '../exclusion/conflict-words.ts'
import type { Statement } from '../statement.ts'
import { statementLines } from './statement-lines.ts'

const { database } = await makeTestDatabase()
const product = makeProduct(database)
let ours: TestOrganization
let approved: Approved

const manager = () => ours.actors['aims-manager']

interface FileAnswer {
  readonly file_name: string
  readonly content_type: string
  readonly bytes?: Buffer
  readonly chunks?: AsyncIterable<Uint8Array>
}

const exported = async (input: Record<string, unknown>) => {
  const answer = await product.run<FileAnswer>('soa.export', manager(), input)
  return { ...answer, content: answer.bytes ?? (await buffer(Readable.from(answer.chunks ?? []))) }
}

async function readSheet(bytes: Buffer): Promise<string[][]> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(bytes as never)
  const rows: string[][] = []
  workbook.worksheets[0]?.eachRow((row) => {
    rows.push(Array.from({ length: 12 }, (_, index) => row.getCell(index + 1).text))
  })
  return rows
}

/** Everything that the page says about the rows, in the words of the page. */
const wordsOf = (statement: Statement, names: Record<string, string>) =>
  statementLines(statement, names).flatMap((line) =>
    [
      line.reference,
      line.control,
      line.decision,
      line.justification,
      line.origins,
      line.controls,
      line.status,
      line.owner,
      line.answers,
    ]
      .flatMap((text) => text.split('\n'))
      .filter(Boolean),
  )

beforeAll(async () => {
  ours = await makeOrganization(database, product.sources, 'Example & Sons')
  const preparer = { ...ours.actors.administrator, roles: [...roles] }
  await startStatement(product, manager())
  const top = await approveBasis(product, preparer)
  await giveAccount(product, top)
  await product.run('soa-row.create', manager(), {
    title: '=HYPERLINK("http://example.org") watermark <b>pictures</b>',
    reference: 'O.1',
  })
  await decideAll(product, manager())
  const { statement, row_versions } = await readStatement(product, manager())
  const excluded = statement.rows.find(({ reference }) => reference === 'A.8.5')
  await product.run('soa-row.revise', manager(), {
    id: excluded?.id,
    expected_version: row_versions[excluded?.id ?? ''],
    changes: {
      applicable: false,
      justification: 'No duty to report.\nReviewed in November: “none” #let x = 1',
      owner_id: manager().person_id,
    },
  })
  approved = await product.run<Approved>('soa.approve', top, await approvalInput(product, top))
})

describe.each([['the working state'], ['a version']])('an export of %s', (what) => {
  const chosen = () => (what === 'a version' ? { version_id: approved.id } : {})
  const shown = async () => {
    const { statement } = await readStatement(product, manager())
    return { statement, names: { [manager().person_id]: 'Example & Sons aims-manager' } }
  }

  it('is a workbook with a line for each row, cell by cell what the page says, and no formula', async () => {
    const { statement, names } = await shown()
    const { content, file_name, content_type } = await exported({ format: 'xlsx', ...chosen() })
    expect(file_name).toMatch(what === 'a version' ? /-v1\.xlsx$/ : /\d{4}-\d{2}-\d{2}\.xlsx$/)
    expect(content_type).toContain('spreadsheetml')
    const [header, ...rows] = await readSheet(content)
    expect(header?.slice(0, 2)).toEqual(['Number', 'Control'])
    expect(rows).toEqual(
      statementLines(statement, names).map((line) => [
        line.reference,
        line.control,
        line.area,
        line.objective,
        line.decision,
        line.justification,
        line.origins,
        line.controls,
        line.status,
        line.owner,
        line.answers,
        line.conflicts,
      ]),
    )
    expect(rows).toHaveLength(39)
  })

  it.each(['docx', 'pdf'])('says the same as %s, with what it stands on', async (format) => {
    const { statement, names } = await shown()
    const { content } = await exported({ format, ...chosen() })
    const text = format === 'pdf' ? (await readPdf(content)).text : await readDocx(content)
    for (const words of wordsOf(statement, names)) expect(text).toContain(squeezed(words))
    for (const words of [
      'Example & Sons',
      'Scope of the AI management system',
      'AI risk criteria',
      statement.pack.licence_note,
      ...statement.areas.map(({ title }) => title),
    ])
      expect(text).toContain(squeezed(words))
    const hash = text.includes(approved.image_hash)
    expect(hash).toBe(what === 'a version')
    expect(text).toContain(
      squeezed(
        what === 'a version'
          ? 'Approved and signed by Example & Sons top-management'
          : 'not an approved version',
      ),
    )
  })
})

describe('an export', () => {
  it('of a version is the same file every time, whatever became of the rows', async () => {
    const first = await exported({ format: 'pdf', version_id: approved.id })
    const { statement, row_versions } = await readStatement(product, manager())
    const row = statement.rows[0]
    await product.run('soa-row.revise', manager(), {
      id: row?.id,
      expected_version: row_versions[row?.id ?? ''],
      changes: { justification: 'Other words.' },
    })
    const again = await exported({ format: 'pdf', version_id: approved.id })
    expect(first.content.equals(again.content)).toBe(true)
  })

  it('is refused as PDF rather than printed with gaps, and the other formats hold every letter', async () => {
    const { statement, row_versions } = await readStatement(product, manager())
    const row = statement.rows[0]
    await product.run('soa-row.revise', manager(), {
      id: row?.id,
      expected_version: row_versions[row?.id ?? ''],
      changes: { justification: 'Policy 方針 exists.' },
    })
    await expect(exported({ format: 'pdf' })).rejects.toMatchObject({
      kind: 'unsupported-content',
      message: expect.stringContaining('DOCX or XLSX'),
    })
    expect(await readDocx((await exported({ format: 'docx' })).content)).toContain('方針')
  })

  it('says in every format how well a linked control operates, as the page does', async () => {
    const control = await product.run<{ id: string }>('control.create', manager(), {
      name: 'Release gate',
      reference: 'C-1',
      operating_rating: 2,
      operating_rationale: 'Used twice.',
      operating_rated_on: '2026-11-01',
    })
    const { statement } = await readStatement(product, manager())
    await product.run('soa-row.set-controls', manager(), {
      id: statement.rows[1]?.id,
      control_ids: [control.id],
    })
    // What is not in operation yet counts as no more than begun.
    const words = 'C-1 Release gate (operates 1 of 4)'
    const sheet = await readSheet((await exported({ format: 'xlsx' })).content)
    expect(sheet.flat()).toContain(words)
    const docx = await readDocx((await exported({ format: 'docx' })).content)
    expect(docx).toContain(squeezed(words))
  })

  it('says in every format which conflicts are open, as the page does', async () => {
    await product.run('ai-system.create', manager(), { name: 'Intake sorter', in_scope: true })
    const { statement, row_versions } = await readStatement(product, manager())
    const row = statement.rows.find(({ reference }) => reference === 'A.7.2')
    await product.run('soa-row.revise', manager(), {
      id: row?.id,
      expected_version: row_versions[row?.id ?? ''],
      changes: { applicable: false, justification: 'Nothing is trained here.' },
    })
    const { conflicts } = await readStatement(product, manager())
    const open = conflicts.filter((one) => one.open).map(conflictWords)
    expect(open.length).toBeGreaterThan(0)
    expect(open[0]).toContain('Intake sorter')
    const sheet = await readSheet((await exported({ format: 'xlsx' })).content)
    const docx = await readDocx((await exported({ format: 'docx' })).content)
    for (const words of open) {
      expect(sheet.flat().join('\n')).toContain(words)
      expect(docx).toContain(squeezed(words))
    }
    expect(docx).toContain(squeezed('38 of 38 controls of Annex A, 1 in conflict'))
    const approvedSheet = await readSheet(
      (await exported({ format: 'xlsx', version_id: approved.id })).content,
    )
    expect(approvedSheet.flat().join('\n')).not.toContain('Conflict:')
  })

  it('is not asked for a version as of a moment, nor for a version of another organization', async () => {
    await expect(
      exported({ format: 'pdf', version_id: approved.id, as_of: '2026-11-21T12:00:00Z' }),
    ).rejects.toMatchObject({ kind: 'invalid-input' })
    const theirs = await makeOrganization(database, product.sources, 'Theirs')
    await expect(
      product.run('soa.export', theirs.actors['aims-manager'], { format: 'pdf', version_id: approved.id }),
    ).rejects.toMatchObject({ kind: 'not-found' })
  })
})
