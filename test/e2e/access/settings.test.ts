import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { base32Bytes } from '../../../src/platform/access/second-factor/base32.fixture.ts'
import { codeOf, stepAt } from '../../../src/platform/access/second-factor/totp.ts'
import type { Actor } from '../../../src/platform/operations/scope.ts'
import { makeOrganization } from '../../harness/organization.ts'
import { accessibilityFaults, setStage } from '../browser.ts'

const stage = await setStage()
const { people, url } = stage.server

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('Email').fill(email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

/** A key that goes on for a day. */
const newKey = (name: string, actor: Actor) =>
  stage.server.product.run('api-key.create', actor, {
    name,
    scopes: ['*'],
    expires_at: new Date(Date.now() + 86_400_000).toISOString(),
  })

describe('my account', () => {
  it('changes the password, which works at the next sign-in, and asks what becomes of the keys', async () => {
    stage.expectAnswers(400, 401, 422)
    for (const name of ['Old pipeline', 'Model registry'])
      await newKey(name, stage.server.organization.actors['risk-owner'])
    const page = await stage.openAs('risk-owner', '/')
    await page.getByRole('link', { name: 'Settings' }).click()
    await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor()
    expect(await page.getByRole('link', { name: 'People and access' }).count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])

    await page.getByLabel('Present password').fill('not the password')
    await page.getByLabel('New password').fill('four plain words together')
    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByRole('alert').waitFor()
    await page.getByLabel('Present password').fill(people['risk-owner'].password)
    await page.getByRole('button', { name: 'Change password' }).click()
    const goingOn = page.getByRole('dialog', { name: 'Your password was changed' })
    await goingOn.getByText('These API keys go on working').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await goingOn.getByLabel('Old pipeline').check()
    await goingOn.getByRole('button', { name: 'Revoke chosen' }).click()
    await page.getByText('1 key was revoked.').waitFor()
    const keys = page.getByRole('region', { name: 'API keys' })
    await keys
      .getByRole('row', { name: /Old pipeline/ })
      .getByText('Revoked')
      .waitFor()
    await keys
      .getByRole('row', { name: /Model registry/ })
      .getByText('Active')
      .waitFor()

    const other = await stage.open('/sign-in')
    await signIn(other, people['risk-owner'].email, 'four plain words together')
    await other.getByRole('heading', { name: 'My work', level: 1 }).waitFor()
  })

  it('turns a second factor on, which is then asked for, and off again', async () => {
    const { email, password } = people['internal-auditor']
    const page = await stage.openAs('internal-auditor', '/settings')
    await page.getByRole('button', { name: 'Set up' }).click()
    await page.getByLabel('Your password').fill(password)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('img', { name: /QR code/ }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    const key = (await page.getByLabel('Key', { exact: true }).inputValue()).replaceAll(' ', '')
    const codes = await page.locator('dialog li').allTextContents()
    expect(codes).toHaveLength(10)
    const turnOn = page.getByRole('button', { name: 'Turn on' })
    expect(await turnOn.isDisabled()).toBe(true)
    await page.getByLabel('I have kept the recovery codes').check()
    await page.getByLabel('Code that the app shows now').fill(codeOf(base32Bytes(key), stepAt(new Date())))
    await turnOn.click()
    await page.getByText('On. Signing in asks').waitFor()

    const other = await stage.open('/sign-in')
    await signIn(other, email, password)
    await other.getByRole('heading', { name: 'Enter your code' }).waitFor()
    await other.getByLabel('Code').fill(codes[0] ?? '')
    await other.getByRole('button', { name: 'Sign in' }).click()
    await other.getByRole('heading', { name: 'My work', level: 1 }).waitFor()

    // An invitation to another organization asks for both, too.
    const { product, database } = stage.server
    const elsewhere = await makeOrganization(database, product.sources, 'Elsewhere')
    const { link } = await product.run<{ link: string }>('person.invite', elsewhere.actors.administrator, {
      name: 'Known here',
      email,
      roles: ['employee'],
    })
    const joining = await stage.open(link)
    await joining.getByLabel('Password').fill(password)
    await joining.getByRole('button', { name: 'Join' }).click()
    await joining.getByRole('heading', { name: 'Enter your code' }).waitFor()
    await joining.getByLabel('Code').fill(codes[2] ?? '')
    await joining.getByRole('button', { name: 'Sign in' }).click()
    await joining.getByText('You have joined Elsewhere.').waitFor()

    await page.getByRole('button', { name: 'Turn off' }).click()
    await page.getByLabel('Your password').fill(password)
    await page.getByLabel('Code of your app, or a recovery code').fill(codes[1] ?? '')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('dialog').getByRole('button', { name: 'Turn off' }).click()
    await page.getByText('Off. Signing in asks').waitFor()
  })

  it('lists sessions and ends one on another device, which is asked to sign in again', async () => {
    stage.expectAnswers(401)
    const { email, password } = people['top-management']
    const elsewhere = await stage.open('/sign-in')
    await signIn(elsewhere, email, password)
    await elsewhere.getByRole('heading', { name: 'My work', level: 1 }).waitFor()
    const page = await stage.openAs('top-management', '/settings')
    const sessions = page.getByRole('region', { name: 'Where you are signed in' })
    await sessions.getByText('This one').waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
    await sessions.getByRole('button', { name: 'End the session of Chrome on Linux' }).first().click()
    await page.getByText('The session was ended.').waitFor()
    await sessions.getByRole('button', { name: 'End all others' }).waitFor({ state: 'detached' })
    // It learns so by itself, and leads back afterwards.
    await elsewhere.waitForURL('**/sign-in*')
    await elsewhere.getByLabel('Password').waitFor()
  })

  it('makes an API key that works within its scopes until it is revoked', async () => {
    const page = await stage.openAs('aims-manager', '/settings')
    await page.getByRole('button', { name: 'New API key' }).click()
    await page.getByLabel('Name').fill('Pipeline of the pricing model')
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Create key' }).click()
    const key = await page.getByLabel('Your new key').last().inputValue()
    const call = (method: string, path: string) =>
      fetch(`${url}/api/${path}`, { method, headers: { authorization: `Bearer ${key}` } })
    expect((await call('GET', 'ai-systems')).status).toBe(200)
    expect((await call('POST', 'ai-systems')).status).not.toBe(200)
    await page.getByRole('button', { name: 'Done' }).click()
    await page.getByRole('button', { name: 'Revoke Pipeline of the pricing model' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click()
    await page.getByText('was revoked').waitFor()
    expect((await call('GET', 'ai-systems')).status).toBe(401)
  })
})

describe('people and access', () => {
  it('is not there for those who do not administer', async () => {
    const page = await stage.openAs('aims-manager', '/settings/people')
    await page.getByRole('heading', { name: 'There is nothing here' }).waitFor()
  })

  it('invites a person by a link, changes their roles, and ends their access', async () => {
    stage.expectAnswers(401)
    const page = await stage.openAs('administrator', '/settings/people')
    await page.getByRole('button', { name: 'Invite a person' }).click()
    await page.getByLabel('Name').fill('Grace Invited')
    await page.getByLabel('Email').fill('grace@example.org')
    await page.getByRole('button', { name: 'Invite', exact: true }).click()
    const link = await page.getByLabel('One-time link').inputValue()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Done' }).click()

    const joining = await stage.open(link.replace(/^https?:\/\/[^/]+/, ''))
    await joining.getByLabel('New password').fill('three plain words together')
    await joining.getByRole('button', { name: 'Set password and join' }).click()
    await joining.getByRole('heading', { name: 'My work', level: 1 }).waitFor()

    await page.reload()
    await page.getByLabel('Find a person').fill('Grace')
    const row = page.getByRole('row', { name: /Grace Invited/ })
    await row.getByText('Employee').last().waitFor()
    await page.getByRole('button', { name: 'Actions for Grace Invited' }).click()
    await page.getByRole('menuitem', { name: 'Change roles' }).click()
    await page.getByRole('checkbox', { name: 'Risk owner' }).check()
    await page.getByRole('checkbox', { name: 'Employee' }).uncheck()
    await page.getByRole('button', { name: 'Change roles' }).click()
    await row.getByText('Risk owner').last().waitFor()
    expect(await row.getByText('Employee').count()).toBe(0)
    expect(await accessibilityFaults(page)).toEqual([])

    await page.getByRole('button', { name: 'Actions for Grace Invited' }).click()
    await page.getByRole('menuitem', { name: 'Disable' }).click()
    await page.getByLabel('Reason').fill('Left the organization.')
    await page.getByRole('dialog').getByRole('button', { name: 'Disable' }).click()
    await row.getByText('Disabled').waitFor()
    await joining.waitForURL('**/sign-in*')

    await page.getByRole('button', { name: 'Actions for Grace Invited' }).click()
    await page.getByRole('menuitem', { name: 'Enable' }).click()
    await row.getByText('Active').waitFor()
    await page.getByRole('button', { name: 'Actions for Grace Invited' }).click()
    await page.getByRole('menuitem', { name: 'Password reset link' }).click()
    await page.getByRole('button', { name: 'Make the link' }).click()
    expect(await page.getByLabel('One-time link').inputValue()).toContain('/reset?token=')
  })

  it('ends what opens an account in other hands when a new password is asked for it', async () => {
    stage.expectAnswers(401)
    const { product, organization } = stage.server
    const actor = organization.actors['ai-system-owner']
    await newKey('Training run', actor)
    const owner = await stage.openAs('ai-system-owner', '/settings')
    await owner.getByRole('row', { name: /Training run/ }).waitFor()
    const page = await stage.openAs('administrator', '/settings/people')
    await page.getByRole('button', { name: 'Actions for Example ai-system-owner' }).click()
    await page.getByRole('menuitem', { name: 'Password reset link' }).click()
    await page.getByLabel('End the present password').check()
    await page.getByLabel('Revoke 1 API key at once').check()
    expect(await accessibilityFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Make the link' }).click()
    await page.getByLabel('One-time link').waitFor()
    await owner.waitForURL('**/sign-in?next=%2Fsettings')
    const { items } = await product.run<{ items: { revoked_at: string | null }[] }>('api-key.list', actor)
    expect(items.map(({ revoked_at }) => typeof revoked_at)).toEqual(['string'])
  })

  it('shows the API keys of everyone', async () => {
    const page = await stage.openAs('administrator', '/settings/keys')
    await page.getByRole('cell', { name: /Pipeline of the pricing model/ }).waitFor()
    expect(await accessibilityFaults(page)).toEqual([])
  })
})
