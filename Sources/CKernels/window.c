#include "loops.h"
#include "window_places.h"

#include <string.h>

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

size_t nn_padded_extent(const nn_window *w, int axis) {
  size_t seen = (w->places[axis] - 1) * w->stride[axis] + (w->size[axis] - 1) * w->dilation[axis] + 1;
  size_t image = w->image[axis] + w->padding[axis];
  return seen > image ? seen : image;
}

void nn_pad(const nn_window *w, const float *x, float *result) {
  size_t line = w->image[1] * w->channels, width = nn_padded_extent(w, 1) * w->channels;
  size_t height = nn_padded_extent(w, 0), left = w->padding[1] * w->channels;
  for (size_t row = 0; row < height; row++, result += width) {
    if (row < w->padding[0] || row >= w->padding[0] + w->image[0]) {
      memset(result, 0, width * sizeof(float));
      continue;
    }
    memset(result, 0, left * sizeof(float));
    memcpy(result + left, x, line * sizeof(float));
    memset(result + left + line, 0, (width - left - line) * sizeof(float));
    x += line;
  }
}

void nn_patch_sum(const nn_window *w, const float *y, float *result) {
  nn_current_loops()->patch_sum(w, y, result);
}

void nn_pool(const nn_window *w, bool is_maximum, const float *x, float *result) {
  nn_current_loops()->pool(w, is_maximum, x, result);
}

void nn_pool_gradient(
  const nn_window *w, bool is_maximum, const float *x, const float *dy, float *result
) {
  nn_current_loops()->pool_gradient(w, is_maximum, x, dy, result);
}
