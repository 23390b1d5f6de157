#include "CKernels.h"

#include <math.h>
#include <string.h>

// The columns of the image that a row of the window sees at a place, as far as it has them.
typedef struct seen {
  size_t first, last;  // within the window
  ptrdiff_t column;    // of the image, for the window's first
} seen;

static seen columns_seen(const nn_window *w, size_t place) {
  ptrdiff_t start = (ptrdiff_t)(place * w->stride[1]) - (ptrdiff_t)w->padding[1];
  ptrdiff_t step = (ptrdiff_t)w->dilation[1], width = (ptrdiff_t)w->image[1];
  seen result = {0, w->size[1], start};
  while (result.first < result.last && start + (ptrdiff_t)result.first * step < 0) result.first++;
  while (result.last > result.first && start + ((ptrdiff_t)result.last - 1) * step >= width) {
    result.last--;
  }
  return result;
}

// The row of the image that row `y` of the window sees at a place; false beyond the image.
static bool row_seen(const nn_window *w, size_t place, size_t y, size_t *row) {
  ptrdiff_t found = (ptrdiff_t)(place * w->stride[0] + y * w->dilation[0]) - (ptrdiff_t)w->padding[0];
  *row = (size_t)found;
  return found >= 0 && found < (ptrdiff_t)w->image[0];
}

void nn_patches(const nn_window *w, const float *x, float *result) {
  size_t channels = w->channels, line = w->size[1] * channels;
  for (size_t py = 0; py < w->places[0]; py++) {
    for (size_t px = 0; px < w->places[1]; px++) {
      seen at = columns_seen(w, px);
      for (size_t y = 0; y < w->size[0]; y++, result += line) {
        size_t row;
        if (!row_seen(w, py, y, &row)) {
          memset(result, 0, line * sizeof(float));
          continue;
        }
        const float *from = x + row * w->image[1] * channels;
        memset(result, 0, at.first * channels * sizeof(float));
        memset(
          result + at.last * channels, 0, (w->size[1] - at.last) * channels * sizeof(float));
        if (w->dilation[1] == 1) {
          memcpy(
            result + at.first * channels, from + (at.column + (ptrdiff_t)at.first) * (ptrdiff_t)channels,
            (at.last - at.first) * channels * sizeof(float));
          continue;
        }
        for (size_t k = at.first; k < at.last; k++) {
          ptrdiff_t column = at.column + (ptrdiff_t)(k * w->dilation[1]);
          memcpy(
            result + k * channels, from + column * (ptrdiff_t)channels, channels * sizeof(float));
        }
      }
    }
  }
}

void nn_patch_sum(const nn_window *w, const float *y, float *result) {
  size_t channels = w->channels, line = w->size[1] * channels;
  memset(result, 0, w->image[0] * w->image[1] * channels * sizeof(float));
  for (size_t py = 0; py < w->places[0]; py++) {
    for (size_t px = 0; px < w->places[1]; px++) {
      seen at = columns_seen(w, px);
      for (size_t ky = 0; ky < w->size[0]; ky++, y += line) {
        size_t row;
        if (!row_seen(w, py, ky, &row)) continue;
        float *to = result + row * w->image[1] * channels;
        for (size_t k = at.first; k < at.last; k++) {
          ptrdiff_t column = at.column + (ptrdiff_t)(k * w->dilation[1]);
          float *pixel = to + column * (ptrdiff_t)channels;
          const float *part = y + k * channels;
          for (size_t c = 0; c < channels; c++) pixel[c] += part[c];
        }
      }
    }
  }
}

void nn_pool(const nn_window *w, bool is_maximum, const float *x, float *result) {
  size_t channels = w->channels;
  for (size_t py = 0; py < w->places[0]; py++) {
    for (size_t px = 0; px < w->places[1]; px++, result += channels) {
      seen at = columns_seen(w, px);
      size_t count = 0;
      for (size_t c = 0; c < channels; c++) result[c] = is_maximum ? -INFINITY : 0;
      for (size_t ky = 0; ky < w->size[0]; ky++) {
        size_t row;
        if (!row_seen(w, py, ky, &row)) continue;
        for (size_t k = at.first; k < at.last; k++) {
          ptrdiff_t column = at.column + (ptrdiff_t)(k * w->dilation[1]);
          const float *pixel = x + ((ptrdiff_t)(row * w->image[1]) + column) * (ptrdiff_t)channels;
          if (is_maximum) {
            for (size_t c = 0; c < channels; c++) {
              float best = result[c], next = pixel[c];
              result[c] = best >= next || best != best ? best : next;
            }
          } else {
            for (size_t c = 0; c < channels; c++) result[c] += pixel[c];
          }
          count++;
        }
      }
      if (!is_maximum && count > 0) {
        float share = 1 / (float)count;
        for (size_t c = 0; c < channels; c++) result[c] *= share;
      }
    }
  }
}

void nn_pool_gradient(
  const nn_window *w, bool is_maximum, const float *x, const float *dy, float *result
) {
  size_t channels = w->channels;
  memset(result, 0, w->image[0] * w->image[1] * channels * sizeof(float));
  for (size_t py = 0; py < w->places[0]; py++) {
    for (size_t px = 0; px < w->places[1]; px++, dy += channels) {
      seen at = columns_seen(w, px);
      size_t count = 0;
      size_t rows[2] = {w->size[0], 0};  // of the window, that lie in the image
      for (size_t ky = 0; ky < w->size[0]; ky++) {
        size_t row;
        if (!row_seen(w, py, ky, &row)) continue;
        if (ky < rows[0]) rows[0] = ky;
        rows[1] = ky + 1;
        count += at.last - at.first;
      }
      for (size_t c = 0; c < channels; c++) {
        size_t best = 0;
        bool is_found = false;
        float share = count > 0 ? dy[c] / (float)count : 0;
        for (size_t ky = rows[0]; ky < rows[1]; ky++) {
          size_t row = py * w->stride[0] + ky * w->dilation[0] - w->padding[0];
          for (size_t k = at.first; k < at.last; k++) {
            size_t column = (size_t)(at.column + (ptrdiff_t)(k * w->dilation[1]));
            size_t place = (row * w->image[1] + column) * channels + c;
            if (!is_maximum) {
              result[place] += share;
            } else if (!is_found || !(x[best] >= x[place] || x[best] != x[best])) {
              (best = place), (is_found = true);
            }
          }
        }
        if (is_maximum && is_found) result[best] += dy[c];
      }
    }
  }
}
