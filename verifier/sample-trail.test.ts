import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { SAMPLE_VERIFIER_KEY, sampleTrail, writeSampleTrail } from './sample-trail.ts'
import { verifyTrail } from './verify-trail.ts'

describe('the sample trail', () => {
  it('is a valid export with exactly the leaves asked for, some of them erased', async () => {
    for (const leaves of [1, 2, 999, 12_345]) {
      const verdict = await verifyTrail(sampleTrail({ leaves }), { keys: [SAMPLE_VERIFIER_KEY] })
      expect(verdict).toMatchObject({ ok: true, leaves, notices: [] })
    }
    expect(await verifyTrail(sampleTrail({ leaves: 12_345 }))).toMatchObject({
      erased_leaves: 4,
      checkpoints: 123,
    })
  })

  it('has images of the size asked for', () => {
    const [, insert = ''] = sampleTrail({ leaves: 1, imageBytes: 400 })
    expect(JSON.parse(insert).image).toHaveLength(400)
  })

  it('is written to a stream line by line', async () => {
    const stream = new PassThrough()
    const written = text(stream)
    await writeSampleTrail(stream, { leaves: 3000 })
    stream.end()
    expect((await written).split('\n')).toEqual([...sampleTrail({ leaves: 3000 }), ''])
  })
})
