namespace CarSearch.Bench.Figures;

/// <summary>An answer of CarSearch, to be written again by the bare server.</summary>
internal sealed record ReadyAnswer(string Target, string ContentType, string ETag, string CacheControl, byte[] Body, int Matched);

/// <summary>The file that hands answers to the bare server, which reads it in <c>ReplayServer</c>.</summary>
internal static class ReplayFile
{
    public static void Write(string path, IEnumerable<ReadyAnswer> answers)
    {
        using var writer = new BinaryWriter(File.Create(path));
        foreach (var answer in answers)
        {
            writer.Write(answer.Target);
            writer.Write(answer.ContentType);
            writer.Write(answer.ETag);
            writer.Write(answer.CacheControl);
            writer.Write(answer.Body.Length);
            writer.Write(answer.Body);
        }
    }
}
