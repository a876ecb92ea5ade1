#version 440
// Every mark is a signed distance in pixels, so edges are smooth at any size without multisampling.
layout(location = 0) in vec2 vLocal;
layout(location = 1) in vec4 vShape;
layout(location = 2) in vec4 vColor;
layout(location = 3) in float vExtra;
layout(location = 0) out vec4 fragColor;
layout(std140, binding = 0) uniform buf {
    mat4 matrix;
    vec4 strained;
    vec4 contended;
    vec4 offline;
    vec4 ground;
    float opacity;
};
layout(binding = 1) uniform sampler2D digits;

float cover(float d) {
    return clamp(0.5 - d, 0.0, 1.0);
}

float triangle(vec2 p, float r) {
    // Point up, its middle at the origin.
    const float k = 1.7320508;
    p.y = -p.y;
    p.x = abs(p.x) - r;
    p.y = p.y + r / k;
    if (p.x + k * p.y > 0.0)
        p = vec2(p.x - k * p.y, -k * p.x - p.y) / 2.0;
    p.x -= clamp(p.x, -2.0 * r, 0.0);
    return -length(p) * sign(p.y);
}

// Colour over colour, both premultiplied.
vec4 over(vec4 top, vec4 below) {
    return top + below * (1.0 - top.a);
}

void main() {
    int kind = int(vShape.x + 0.5);
    float r = vShape.y;
    vec4 ink = vec4(vColor.rgb * vColor.a, vColor.a);
    vec4 c = vec4(0.0);
    if (kind == 0) {
        c = over(ink * cover(length(vLocal) - r), ground * 0.7 * cover(length(vLocal) - r - 1.0));
    } else if (kind == 1) {
        float d = triangle(vLocal, r);
        c = over(ink * cover(d), ground * 0.7 * cover(d - 1.2));
    } else if (kind == 2) {
        float d = (abs(vLocal.x) + abs(vLocal.y) - r) * 0.70710678;
        c = over(ink * cover(d), ground * 0.7 * cover(d - 1.2));
    } else if (kind == 3) {
        float d = max(abs(vLocal.x), abs(vLocal.y)) - r;
        c = over(ink * cover(abs(d) - 0.75), ground * 0.7 * cover(d - 0.8));
    } else if (kind == 4) {
        float d = length(vLocal) - r;
        // Shares run clockwise from the top: contended, strained, offline, and the rest is healthy.
        float turn = fract(atan(vLocal.x, -vLocal.y) / 6.2831853 + 1.0);
        vec4 arc = ink;
        if (turn < vShape.w)
            arc = contended;
        else if (turn < vShape.w + vShape.z)
            arc = strained;
        else if (turn < vShape.w + vShape.z + vExtra)
            arc = offline;
        c = over(arc * cover(abs(d + 1.0) - 1.1), ground * cover(d));
    } else if (kind == 5) {
        c = ink * cover(abs(length(vLocal) - r) - vShape.z * 0.5);
    } else if (kind == 6) {
        vec2 cell = vec2(vLocal.x / (2.0 * r) + 0.5, vLocal.y / (2.0 * r) + 0.5);
        float a = texture(digits, vec2((vShape.z + cell.x) / 10.0, cell.y)).a;
        c = ink * a;
    } else {
        float d = length(vLocal) - r;
        c = over(ink * cover(abs(d + 0.9) - 0.9), ground * 0.75 * cover(d));
    }
    fragColor = c * opacity;
}
