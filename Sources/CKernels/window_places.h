#ifndef CKERNELS_WINDOW_PLACES_H
#define CKERNELS_WINDOW_PLACES_H

#include "CKernels.h"

// The columns of the image that a row of the window sees at a place, as far as it has them.
typedef struct seen {
  size_t first, last;  // within the window
  ptrdiff_t column;    // of the image, for the window's first
} seen;

static inline seen columns_seen(const nn_window *w, size_t place) {
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
static inline bool row_seen(const nn_window *w, size_t place, size_t y, size_t *row) {
  ptrdiff_t found = (ptrdiff_t)(place * w->stride[0] + y * w->dilation[0]) - (ptrdiff_t)w->padding[0];
  *row = (size_t)found;
  return found >= 0 && found < (ptrdiff_t)w->image[0];
}

#endif
