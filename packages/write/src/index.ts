export { writeDocx } from './docx/index.ts'
