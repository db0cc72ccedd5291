using System.Text.RegularExpressions;

namespace CarSearch.Bench.Cloud;

/// <summary>Azurite's output, which has a line for every request, whichever of its three services it was for.</summary>
internal sealed partial class StorageLog(string file)
{
    public int Count()
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        var count = 0;
        while (reader.ReadLine() is { } line)
        {
            count += Request().IsMatch(line) ? 1 : 0;
        }

        return count;
    }

    [GeneratedRegex("\"[A-Z]+ /[^\"]*\" [0-9]{3} ")]
    private static partial Regex Request();
}
