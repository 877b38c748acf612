/** Products of quantised vectors: rows of whole numbers in a byte, questions in two. */
import { sumOfIntegers } from './lanes'

/**
 * The product of one question with each row. `length` is a multiple of 16. Sums are 32 bits wide: the caller sees to it
 * that 127 times the magnitudes of a question stay below 2^31.
 */
export function dotRows(rows: i32, length: i32, vectors: usize, question: usize, target: usize): void {
  for (let row = 0; row < rows; row += 1) {
    let even = i32x4.splat(0)
    let odd = i32x4.splat(0)
    let at = question
    for (let place = 0; place < length; place += 16) {
      even = i32x4.add(even, i32x4.dot_i16x8_s(v128.load_ext<i8>(vectors), v128.load(at)))
      odd = i32x4.add(odd, i32x4.dot_i16x8_s(v128.load_ext<i8>(vectors, 8), v128.load(at, 16)))
      vectors += 16
      at += 32
    }
    store<i32>(target, sumOfIntegers(i32x4.add(even, odd)))
    target += 4
  }
}

/** The same for four questions, one after the other, in one walk over the rows; four products for each row. */
export function dotRowsOfFour(rows: i32, length: i32, vectors: usize, questions: usize, target: usize): void {
  const line = <usize>length * 2
  for (let row = 0; row < rows; row += 1) {
    let sum0 = i32x4.splat(0)
    let sum1 = i32x4.splat(0)
    let sum2 = i32x4.splat(0)
    let sum3 = i32x4.splat(0)
    let at0 = questions
    let at1 = at0 + line
    let at2 = at1 + line
    let at3 = at2 + line
    for (let place = 0; place < length; place += 8) {
      const vector = v128.load_ext<i8>(vectors)
      sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(vector, v128.load(at0)))
      sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(vector, v128.load(at1)))
      sum2 = i32x4.add(sum2, i32x4.dot_i16x8_s(vector, v128.load(at2)))
      sum3 = i32x4.add(sum3, i32x4.dot_i16x8_s(vector, v128.load(at3)))
      vectors += 8
      at0 += 16
      at1 += 16
      at2 += 16
      at3 += 16
    }
    store<i32>(target, sumOfIntegers(sum0))
    store<i32>(target, sumOfIntegers(sum1), 4)
    store<i32>(target, sumOfIntegers(sum2), 8)
    store<i32>(target, sumOfIntegers(sum3), 12)
    target += 16
  }
}
