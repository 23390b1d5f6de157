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
  size_t channels = w->channels, line = w->size[1] * channels;
  memset(result, 0, w->image[0] * w->image[1] * channels * sizeof(float));
  for (size_t py = 0; py < w->places[0]; py++) {
    for (size_t px = 0; px < w->places[1]; px++) {
      seen at = columns_seen(w, px);
      for (size_t ky = 0; ky < w->size[0]; ky++, y += line) {
        size_t row;
        if (!row_seen(w, py, ky, &row)) continue;
        float *to = result + row * w->image[1] * channels;
        // Without gaps the pixels that the window sees in a row lie side by side.
        size_t step = w->dilation[1] == 1 && at.last > at.first ? at.last - at.first : 1;
        for (size_t k = at.first; k < at.last; k += step) {
          ptrdiff_t column = at.column + (ptrdiff_t)(k * w->dilation[1]);
          float *pixel = to + column * (ptrdiff_t)channels;
          const float *part = y + k * channels;
          for (size_t c = 0; c < step * channels; c++) pixel[c] += part[c];
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

// The same for means, and for windows of any size, channel by channel.
static void large_window(
  const nn_window *w, bool is_maximum, const float *x, const float *dy, float *result, size_t py,
  seen at, size_t count
) {
  size_t channels = w->channels;
  for (size_t c = 0; c < channels; c++) {
    size_t best = 0;
    bool is_found = false;
    float share = dy[c] / (float)count;
    for (size_t ky = 0; ky < w->size[0]; ky++) {
      size_t row;
      if (!row_seen(w, py, ky, &row)) continue;
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
    if (is_maximum) result[best] += dy[c];
  }
}

// Channels that are looked at together.
enum { channels_of_group = 64 };

// Hands the gradient of some channels at one place to the first of the largest pixels.
static void give_to_largest(
  const float *x, const size_t *pixels, size_t count, size_t channels, const float *dy,
  float *result
) {
  float best[channels_of_group];
  int32_t place[channels_of_group];
  for (size_t c = 0; c < channels; c++) (best[c] = x[pixels[0] + c]), (place[c] = 0);
  for (size_t n = 1; n < count; n++) {
    const float *pixel = x + pixels[n];
    for (size_t c = 0; c < channels; c++) {
      // A number that is none stays the largest.
      bool is_larger = (pixel[c] > best[c]) | ((pixel[c] != pixel[c]) & (best[c] == best[c]));
      best[c] = is_larger ? pixel[c] : best[c];
      place[c] = is_larger ? (int32_t)n : place[c];
    }
  }
  for (size_t c = 0; c < channels; c++) result[pixels[place[c]] + c] += dy[c];
}

void nn_pool_gradient(
  const nn_window *w, bool is_maximum, const float *x, const float *dy, float *result
) {
  enum { most_pixels = 256 };
  size_t channels = w->channels, pixels[most_pixels];
  memset(result, 0, w->image[0] * w->image[1] * channels * sizeof(float));
  for (size_t py = 0; py < w->places[0]; py++) {
    for (size_t px = 0; px < w->places[1]; px++, dy += channels) {
      seen at = columns_seen(w, px);
      size_t count = 0;
      for (size_t ky = 0; ky < w->size[0]; ky++) {
        size_t row;
        if (!row_seen(w, py, ky, &row)) continue;
        for (size_t k = at.first; k < at.last; k++) {
          size_t column = (size_t)(at.column + (ptrdiff_t)(k * w->dilation[1]));
          if (count < most_pixels) pixels[count] = (row * w->image[1] + column) * channels;
          count++;
        }
      }
      if (count == 0) continue;
      if (is_maximum && count <= most_pixels) {
        for (size_t c = 0; c < channels; c += channels_of_group) {
          size_t group = channels - c < channels_of_group ? channels - c : channels_of_group;
          give_to_largest(x + c, pixels, count, group, dy + c, result + c);
        }
        continue;
      }
      large_window(w, is_maximum, x, dy, result, py, at, count);
    }
  }
}
