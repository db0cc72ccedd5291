namespace CarSearch.Api;

/// <summary>The OpenAPI 3.1 description of the API, embedded from <c>openapi.json</c>.</summary>
public static class OpenApiDescription
{
    private static readonly Lazy<byte[]> Bytes = new(Read);
    private static readonly Lazy<string> Tag = new(() => EntityTags.Compute(Bytes.Value));

    /// <summary>Gets the description: JSON in UTF-8, without a byte order mark.</summary>
    public static ReadOnlyMemory<byte> Json => Bytes.Value;

    /// <summary>Gets a strong entity tag of <see cref="Json"/>, in quotes. It is the same on every host of the same build.</summary>
    public static string ETag => Tag.Value;

    private static byte[] Read()
    {
        using var resource = typeof(OpenApiDescription).Assembly.GetManifestResourceStream("CarSearch.openapi.json")
            ?? throw new InvalidOperationException("CarSearch.Core has no embedded resource CarSearch.openapi.json.");
        var bytes = new byte[resource.Length];
        resource.ReadExactly(bytes);
        return bytes;
    }
}
