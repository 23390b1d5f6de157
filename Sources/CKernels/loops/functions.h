// Elementary functions of vectors, to about one unit in the last place.
//
// The polynomials are minimax fits of the relative error, made for these intervals.

// 2^n · (1 + p) = e^x: gives p and n.
INLINE vf reduced_exponential(vf x, vf *n) {
  const float rounder = 12582912;  // 1.5 · 2²³: adding it rounds to a whole number
  vf shifted = x * 1.44269504f + rounder;
  *n = shifted - rounder;
  // ln 2 in two parts, the first of few bits, so that its product is exact.
  vf r = x - *n * 0.693359375f;
  r = r + *n * 2.12194440e-4f;
  vf q = all(0.0013813145f);
  q = q * r + 0.008369419f;
  q = q * r + 0.041668456f;
  q = q * r + 0.16666515f;
  q = q * r + 0.49999994f;
  return q * (r * r) + r;
}

// 2^n for whole n from -126 to 127.
INLINE vf power_of_two(vf n) {
  vi whole = __builtin_convertvector(n, vi);
  return (vf)((whole + 127) << 23);
}

static __attribute__((noinline)) vf vector_exp(vf x) {
  // Beyond these the result is 0 or infinite; NaN passes both.
  x = choose(x < -104, all(-104), x);
  x = choose(x > 89, all(89), x);
  vf n;
  vf p = reduced_exponential(x, &n);
  // In two steps, so that subnormal results and infinity come out.
  vf half = choose(n != n, all(0), n * 0.5f);
  vf first = __builtin_elementwise_floor(half);
  vf second = choose(n != n, all(0), n) - first;
  return (1 + p) * power_of_two(first) * power_of_two(second);
}

static __attribute__((noinline)) vf vector_expm1(vf x) {
  vf bounded = choose(x < -20, all(-20), x);
  bounded = choose(bounded > 80, all(80), bounded);
  vf n;
  vf p = reduced_exponential(bounded, &n);
  vf scale = power_of_two(choose(n != n, all(0), n));
  vf result = scale * p + (scale - 1);
  result = choose(x > 80, vector_exp(x), result);
  // The sign of zero stays.
  return choose(x == 0, x, result);
}

static __attribute__((noinline)) vf vector_log(vf x) {
  const float smallest = 1.17549435e-38f;
  vi is_subnormal = x < smallest;
  vf scaled = choose(is_subnormal, x * 8388608, x);
  // x = m · 2^e with m from √½ to √2.
  vi bits = (vi)scaled - 0x3F3504F3;
  vf e = __builtin_convertvector(bits >> 23, vf);
  vf m = (vf)((bits & 0x007FFFFF) + 0x3F3504F3);
  e = choose(is_subnormal, e - 23, e);
  vf f = m - 1;
  vf q = all(0.067466356f);
  q = q * f + -0.116756506f;
  q = q * f + 0.118881635f;
  q = q * f + -0.12405589f;
  q = q * f + 0.14219552f;
  q = q * f + -0.16667996f;
  q = q * f + 0.20002119f;
  q = q * f + -0.2500001f;
  q = q * f + 0.33333313f;
  vf square = f * f;
  vf result = q * (square * f) + e * -2.12194440e-4f;
  result = result - 0.5f * square;
  result = result + f;
  result = e * 0.693359375f + result;
  result = choose(x == INFINITY, x, result);
  result = choose(x == 0, all(-INFINITY), result);
  return choose((x < 0) | (x != x), all(NAN), result);
}

static __attribute__((noinline)) vf vector_log1p(vf x) {
  vf w = 1 + x;
  // What rounding took away from w is given back by the quotient.
  vf result = vector_log(w) * (x / (w - 1));
  return choose((w == 1) | (x == INFINITY), x, result);
}

static __attribute__((noinline)) vf vector_tanh(vf x) {
  vf z = x * x;
  vf q = all(-0.005704986f);
  q = q * z + 0.020639086f;
  q = q * z + -0.053739715f;
  q = q * z + 0.13331442f;
  q = q * z + -0.3333328f;
  vf near_zero = q * (z * x) + x;
  vf size = magnitude(x);
  // Beyond 10 it is 1; NaN passes.
  vf bounded = choose(size > 10, all(10), size), n;
  vf p = reduced_exponential(bounded + bounded, &n);
  vf far = 1 - 2 / ((1 + p) * power_of_two(choose(n != n, all(0), n)) + 1);
  far = (vf)((vi)far | ((vi)x & (int32_t)0x80000000));
  return choose(size < 0.625f, near_zero, far);
}

INLINE vf vector_sigmoid(vf x) { return 1 / (1 + vector_exp(-x)); }

INLINE vf vector_softplus(vf x) {
  vf positive = choose((x > 0) | (x != x), x, all(0));
  return positive + vector_log1p(vector_exp(-magnitude(x)));
}

INLINE vf vector_relu(vf x) { return choose((x > 0) | (x != x), x, all(0)); }
