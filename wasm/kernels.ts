/** Everything that the module offers. Pointers are bytes in the memory that the caller brings along. */
export { dotRows, dotRowsOfFour } from './dots'
export { reflectRows, rotateSlab, updateTriangle } from './eigen'
export { factorRows, invertRows } from './factor'
export { addDoubleProduct, addProduct } from './product'
export { multiplySparse } from './sparse'
