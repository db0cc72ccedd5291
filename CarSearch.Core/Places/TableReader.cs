using System.Text;

namespace CarSearch.Places;

/// <summary>
/// Reads a table from the resources of the assembly: tab-separated values in UTF-8, where <c>#</c> starts a comment line.
/// </summary>
internal static class TableReader
{
    /// <summary>Handles a row. Omitted cells at the end are empty.</summary>
    public delegate void RowHandler(ReadOnlySpan<char> line, ReadOnlySpan<Range> cells);

    public static void Read(string name, int columns, RowHandler handler)
    {
        using var stream = typeof(TableReader).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);

        var text = Encoding.UTF8.GetString(bytes).AsSpan();
        Span<Range> cells = stackalloc Range[columns];
        while (!text.IsEmpty)
        {
            var end = text.IndexOf('\n');
            var line = end < 0 ? text : text[..end];
            text = end < 0 ? default : text[(end + 1)..];
            if (!line.IsEmpty && line[0] != '#')
            {
                Split(line, cells);
                handler(line, cells);
            }
        }
    }

    // MemoryExtensions.Split costs a cold start more than reading all the tables.
    private static void Split(ReadOnlySpan<char> line, Span<Range> cells)
    {
        var start = 0;
        for (var i = 0; i < cells.Length; i++)
        {
            var length = line[start..].IndexOf('\t');
            var end = length < 0 ? line.Length : start + length;
            cells[i] = start..end;
            start = Math.Min(end + 1, line.Length);
        }
    }
}
