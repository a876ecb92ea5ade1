#version 440
layout(location = 0) in vec2 position;
layout(location = 1) in vec2 local;
layout(location = 2) in vec4 shape;   // kind, radius, a, b
layout(location = 3) in vec4 color;   // not premultiplied
layout(location = 4) in float extra;  // c
layout(location = 0) out vec2 vLocal;
layout(location = 1) out vec4 vShape;
layout(location = 2) out vec4 vColor;
layout(location = 3) out float vExtra;
layout(std140, binding = 0) uniform buf {
    mat4 matrix;
    vec4 strained;
    vec4 contended;
    vec4 offline;
    vec4 ground;
    float opacity;
};

void main() {
    vLocal = local;
    vShape = shape;
    vColor = color;
    vExtra = extra;
    gl_Position = matrix * vec4(position, 0.0, 1.0);
}
