/** The cookies of sign-in. Over https their names carry `__Host-`, so no other host or path can set them. */
export interface Cookies {
  readonly session: Cookie
  /** Between the password and the second factor. */
  readonly pending: Cookie
  /** Kept by a browser from which somebody signed in; see `newDevice`. It opens nothing. */
  readonly device: Cookie
  /** Which of a user's organizations the browser works in: a preference, not a credential. */
  readonly organization: Cookie
}

export interface Cookie {
  readonly read: (header: string | string[] | undefined) => string | undefined
  /** The `Set-Cookie` value; `lifeSeconds` 0 removes the cookie. */
  readonly write: (value: string, lifeSeconds: number) => string
}

const plainValue = /^[\w-]{1,200}$/

/** The cookies of an address: over HTTPS bound to its host and secure. */
export function cookiesFor(baseUrl: string): Cookies {
  const secure = new URL(baseUrl).protocol === 'https:'
  const cookie = (plainName: string): Cookie => {
    const name = secure ? `__Host-${plainName}` : plainName
    return {
      read: (header) => {
        for (const pair of [header ?? []].flat().join(';').split(';')) {
          const [key, value] = pair.trim().split('=', 2)
          if (key === name && value !== undefined && plainValue.test(value)) return value
        }
        return undefined
      },
      write: (value, lifeSeconds) =>
        `${name}=${value}; Path=/; Max-Age=${lifeSeconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`,
    }
  }
  return {
    session: cookie('plumbline'),
    pending: cookie('plumbline-pending'),
    device: cookie('plumbline-device'),
    organization: cookie('plumbline-organization'),
  }
}
