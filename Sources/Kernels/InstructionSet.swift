import CKernels

/// The instructions that the inner loops use in this process: `plain`, `avx2` or `avx512`.
package var instructionSet: String {
  switch nn_current_variant() {
  case NN_VARIANT_AVX2: "avx2"
  case NN_VARIANT_AVX512: "avx512"
  default: "plain"
  }
}
