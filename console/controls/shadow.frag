#version 440
// The soft shadow of a rounded rectangle: coverage falls off with the distance from its edge.
layout(location = 0) in vec2 qt_TexCoord0;
layout(location = 0) out vec4 fragColor;
layout(std140, binding = 0) uniform buf {
    mat4 qt_Matrix;
    float qt_Opacity;
    vec2 box;     // size of the whole effect, pixels
    float blur;   // how far the shadow reaches beyond the rectangle, pixels
    float radius; // of the rectangle, pixels
    vec4 tint;
};

void main() {
    vec2 half_size = box * 0.5 - vec2(blur);
    vec2 p = abs((qt_TexCoord0 - 0.5) * box) - half_size + vec2(radius);
    float d = length(max(p, vec2(0.0))) + min(max(p.x, p.y), 0.0) - radius;
    float fall = 1.0 - smoothstep(-blur * 0.5, blur, d);
    float alpha = tint.a * fall * fall * qt_Opacity;
    fragColor = vec4(tint.rgb * alpha, alpha);
}
