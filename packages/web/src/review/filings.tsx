/** Books on their way to the public: what waits for me, and all of them. */

import { Link } from 'react-router'
import { Board } from '../home/board.tsx'
import { Waiting } from '../home/waiting.tsx'
import { BookChooser, useBookChoice } from '../parts/book-choice.tsx'

export default function Filings() {
  const [book, choose] = useBookChoice()
  return (
    <>
      <div className="page-head">
        <h1>审核公开</h1>
        <Link to={`/consolidation?year=${book.year}&stage=${book.stage}`}>部门汇总</Link>
        <Link to="/compare">版本对照</Link>
      </div>
      <Waiting />
      <Board book={book} chooser={<BookChooser value={book} onChange={choose} />} />
    </>
  )
}
