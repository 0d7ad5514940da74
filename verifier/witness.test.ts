import { describe, expect, it } from 'vitest'
import {
  parseWitnessLine,
  writeCheckpointLine,
  writeHeaderLine,
  writeWitnessLine,
} from '../src/kernel/merkle/export/export-line.ts'
import { formatCheckpoint, parseCheckpoint } from '../src/kernel/merkle/note/checkpoint.ts'
import { signNote, untrustedNoteText } from '../src/kernel/merkle/note/note.ts'
import { signerKeyFromSeed } from '../src/kernel/merkle/note/note-key.ts'
import { formatOrigin } from '../src/kernel/merkle/note/origin.ts'
import {
  KEY,
  ORGANIZATION,
  placeOfCheckpoint,
  ROW,
  risk,
  SERVER,
  SIGNER,
  STRANGER,
  sampleExport,
} from './sample-export.fixture.ts'
import { sampleId, TrailBuilder } from './trail-builder.ts'
import { verifyTrail } from './verify-trail.ts'

const { lines: sound, witness } = sampleExport()
const change = { action: 'update' as const, table: 'risk', row: ROW, image: risk('fourth') }

describe('a witness file', () => {
  it('agrees with an untouched trail', async () => {
    const verdict = await verifyTrail(sound, { keys: [KEY], witness })
    expect(verdict).toMatchObject({ ok: true, witnessed_checkpoints: 5, notices: [] })
  })

  it('agrees where the export left a checkpoint out', async () => {
    const sparse = sound.filter((_, place) => place !== placeOfCheckpoint(sound, 4))
    expect(await verifyTrail(sparse, { keys: [KEY], witness })).toMatchObject({
      ok: true,
      witnessed_checkpoints: 5,
    })
  })

  it('names the first leaf that was cut off with all later checkpoints', async () => {
    const { builder } = sampleExport()
    const cut = [builder.header(7), ...sound.slice(1, placeOfCheckpoint(sound, 7) + 1)]
    expect((await verifyTrail(cut, { keys: [KEY] })).ok).toBe(true)
    const verdict = await verifyTrail(cut, { keys: [KEY], witness })
    expect(verdict.findings).toMatchObject([{ kind: 'witness', leaf_index: 7, checkpoint_size: 9 }])
  })

  it('names the checkpoint from which the trail was rewritten and signed anew', async () => {
    const rewritten = new TrailBuilder(SERVER, ORGANIZATION, SIGNER)
    const insert = { action: 'insert' as const, table: 'risk', row: ROW, image: risk('forged') }
    const body = [
      ...rewritten.operation('risk.create', [insert, { ...insert, row: sampleId(4, 2) }]),
      rewritten.checkpoint(),
    ]
    const lines = [rewritten.header(), ...body]
    expect((await verifyTrail(lines, { keys: [KEY] })).ok).toBe(true)
    const verdict = await verifyTrail(lines, { keys: [KEY], witness: witness.slice(0, 1) })
    expect(verdict.findings).toMatchObject([{ kind: 'witness', checkpoint_size: 2 }])
  })

  it('is itself held against the keys', async () => {
    const { builder } = sampleExport(STRANGER)
    const foreign = writeWitnessLine(builder.checkpointNote())
    const verdict = await verifyTrail(sound, { keys: [KEY], witness: [...witness, foreign] })
    expect(verdict.findings).toMatchObject([{ kind: 'witness', checkpoint_size: 9 }])
    const note = parseWitnessLine(witness[0] ?? '').note
    const forged = writeWitnessLine(note.replace('\n2\n', '\n3\n'))
    const other = await verifyTrail(sound, { keys: [KEY], witness: [forged] })
    expect(other.findings).toMatchObject([{ kind: 'witness', checkpoint_size: 3 }])
  })

  it('may hold other trails and half a line', async () => {
    const elsewhere = new TrailBuilder(SERVER, sampleId(3, 2), SIGNER)
    elsewhere.operation('risk.create', [{ ...change, action: 'insert' }])
    const mixed = [writeWitnessLine(elsewhere.checkpointNote()), ...witness, '{"note":"aims']
    const verdict = await verifyTrail(sound, { keys: [KEY], witness: mixed })
    expect(verdict).toMatchObject({ ok: true, witnessed_checkpoints: 5, notices: [{ kind: 'witness' }] })
    expect(verdict.notices[0]?.message).toContain('Line 7 of the witness file')
  })

  it('says when it knows nothing of the trail', async () => {
    const verdict = await verifyTrail(sound, { keys: [KEY], witness: [] })
    expect(verdict).toMatchObject({ ok: true, notices: [{ kind: 'witness' }] })
  })
})

describe('rotated keys', () => {
  const next = signerKeyFromSeed(SERVER, new Uint8Array(32).fill(3))
  const rotated = (): string[] => {
    const { builder, lines } = sampleExport()
    builder.rotate([next])
    const body = [
      ...lines.slice(1),
      ...builder.operation('risk.revise', [{ ...change, action: 'event' }]),
      builder.checkpoint(),
    ]
    return [builder.header(), ...body]
  }

  it('verify with both keys', async () => {
    expect(await verifyTrail(rotated(), { keys: [KEY, next.verifier.text] })).toMatchObject({ ok: true })
    expect(await verifyTrail(rotated())).toMatchObject({
      ok: true,
      keys: [{ source: 'export' }, { source: 'export' }],
    })
  })

  it('fail with the old key alone, from the first checkpoint of the new one', async () => {
    const verdict = await verifyTrail(rotated(), { keys: [KEY] })
    expect(verdict.findings[0]).toMatchObject({ kind: 'signature', checkpoint_size: 10 })
  })

  it('may sign side by side', async () => {
    const { builder, lines } = sampleExport()
    builder.rotate([next, SIGNER])
    const body = [
      ...lines.slice(1),
      ...builder.operation('risk.revise', [{ ...change, action: 'event' }]),
      builder.checkpoint(),
    ]
    for (const key of [KEY, next.verifier.text]) {
      const verdict = await verifyTrail([builder.header(), ...body.slice(-2)], { keys: [key] })
      expect(verdict.findings.some((finding) => finding.kind === 'signature')).toBe(false)
    }
  })
})

describe('a restored trail', () => {
  /** Restored at 9 leaves; before the loss, the old epoch had reached 10, as its witness knows. */
  function restored(): { lines: string[]; witness: string[] } {
    const lost = sampleExport()
    lost.builder.operation('risk.revise', [{ ...change, action: 'event' }])
    const lostNote = writeWitnessLine(lost.builder.checkpointNote())
    const { builder, lines, witness: kept } = sampleExport()
    builder.restore()
    const body = [...lines.slice(1), ...builder.operation('trail.restore', [{ ...change, action: 'event' }])]
    const note = builder.checkpointNote()
    return {
      lines: [builder.header(), ...body, builder.checkpoint()],
      witness: [...kept, lostNote, writeWitnessLine(note)],
    }
  }

  it('continues in a new epoch, and says so', async () => {
    const { lines, witness: known } = restored()
    const verdict = await verifyTrail(lines, { keys: [KEY], witness: known })
    expect(verdict).toMatchObject({ ok: true, witnessed_checkpoints: 6 })
    expect(verdict.epochs).toHaveLength(2)
    expect(verdict.notices.map((notice) => notice.message)).toEqual([
      expect.stringContaining('epoch 2 continues epoch 1 after 9 leaves'),
      expect.stringContaining('checkpoints of epoch 1 that a restore gave up'),
    ])
  })

  it('does not excuse what was lost without a checkpoint of the new epoch', async () => {
    const { lines, witness: known } = restored()
    const [header = ''] = lines
    const claimed = [
      header.replace('"size":10', '"size":9'),
      ...lines.slice(1, placeOfCheckpoint(lines, 9) + 1),
    ]
    const verdict = await verifyTrail(claimed, { keys: [KEY], witness: known.slice(0, 6) })
    expect(verdict.findings).toMatchObject([{ kind: 'epoch', checkpoint_size: 9 }])
  })

  it('must continue the checkpoint it names', async () => {
    const { builder, lines } = sampleExport()
    const body = [...lines.slice(1), ...builder.operation('trail.restore', [{ ...change, action: 'event' }])]
    const { root } = parseCheckpoint(untrustedNoteText(builder.checkpointNote()))
    const first = { server: SERVER, organization: ORGANIZATION, epoch: 1, after: null }
    const origin = formatOrigin({ ...first, epoch: 2, after: { size: 9, root } })
    const signed = signNote(formatCheckpoint({ origin, size: 10, root, extensions: [] }), [SIGNER])
    const epochs = [formatOrigin(first), origin]
    const header = writeHeaderLine({
      organization: ORGANIZATION,
      exported_at: '',
      size: 10,
      keys: [KEY],
      epochs,
    })
    const verdict = await verifyTrail([header, ...body, writeCheckpointLine(signed)], { keys: [KEY] })
    expect(verdict.findings).toMatchObject([{ kind: 'epoch', checkpoint_size: 9 }])
  })

  it('cannot fall back into the old epoch', async () => {
    const old = sampleExport()
    const { builder, lines } = sampleExport()
    builder.restore()
    const event = [{ ...change, action: 'event' as const }]
    const body = [...builder.operation('trail.restore', event), builder.checkpoint()]
    old.builder.operation('trail.restore', event)
    const mixed = [builder.header(), ...lines.slice(1), ...body, old.builder.checkpoint()]
    const verdict = await verifyTrail(mixed, { keys: [KEY] })
    expect(verdict.findings).toMatchObject([{ kind: 'epoch', checkpoint_size: 10 }])
  })

  it('is not known in an export made before the restore', async () => {
    const verdict = await verifyTrail(sound, { keys: [KEY], witness: restored().witness.slice(-1) })
    expect(verdict.findings).toMatchObject([{ kind: 'witness', checkpoint_size: 10 }])
  })
})
