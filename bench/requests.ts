/** Sends requests one after the other. @returns how long each took, in milliseconds. @throws when one fails. */
export async function timedRequests(
  urls: readonly string[],
  headers: Readonly<Record<string, string>>,
): Promise<number[]> {
  const times: number[] = []
  for (const url of urls) {
    const started = performance.now()
    const answer = await fetch(url, { headers })
    const body = await answer.text()
    times.push(performance.now() - started)
    if (!answer.ok) throw new Error(`${url}: ${answer.status} ${body.slice(0, 500)}`)
  }
  return times
}
