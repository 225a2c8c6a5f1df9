/** Which way a reason says that a figure went. The words come from the server, which checks by the same. */
export interface Directions {
  readonly up: readonly string[]
  readonly down: readonly string[]
}

/** Speaks of the opposite, and nowhere of the direction in which the figure went. */
export function saysOpposite(reason: string, isRise: boolean, { up, down }: Directions): boolean {
  const says = (words: readonly string[]): boolean => words.some((word) => reason.includes(word))
  return isRise ? says(down) && !says(up) : says(up) && !says(down)
}
