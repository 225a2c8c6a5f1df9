export * from './csv.ts'
export * from './knowledge.ts'
export * from './synth-words.ts'
