using System.Buffers.Binary;
using System.Net;
using System.Text;

namespace CarSearch.Bench.Servers;

/// <summary>
/// Takes the metrics that a host exports (OTLP over HTTP) and keeps the last value of one counter, summed over its attributes.
/// </summary>
internal sealed class MetricsSink : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly string _counter;
    private double _value;

    public MetricsSink(string counter, int? port = null)
    {
        _counter = counter;
        Port = port ?? ServerProcess.FreePort();
        _listener.Prefixes.Add($"http://127.0.0.1:{Port}/");
        _listener.Start();
        _ = ListenAsync();
    }

    public int Port { get; }

    /// <summary>The counter's value, as last exported.</summary>
    public double Value => Volatile.Read(ref _value);

    public void Dispose() => _listener.Close();

    private async Task ListenAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                if (Read(body.ToArray()) is { } value)
                {
                    Volatile.Write(ref _value, value);
                }

                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // Closed.
        }
    }

    /// <summary>
    /// Reads resource_metrics (1), scope_metrics (2), metrics (2): name (1), sum (7), data_points (1), as_double (4) or as_int (6).
    /// </summary>
    private double? Read(ReadOnlyMemory<byte> request)
    {
        double? sum = null;
        foreach (var metric in Fields(request, 1).SelectMany(resource => Fields(resource, 2)).SelectMany(scope => Fields(scope, 2)))
        {
            if (Encoding.UTF8.GetString(Fields(metric, 1).FirstOrDefault().Span) == _counter)
            {
                var points = Fields(metric, 7).SelectMany(data => Fields(data, 1)).ToList();
                sum = points.SelectMany(point => Fields(point, 4)).Sum(value => BinaryPrimitives.ReadDoubleLittleEndian(value.Span))
                    + points.SelectMany(point => Fields(point, 6)).Sum(value => BinaryPrimitives.ReadInt64LittleEndian(value.Span));
            }
        }

        return sum;
    }

    /// <summary>The values of a field of a protobuf message: those of fixed size and those with a length.</summary>
    private static List<ReadOnlyMemory<byte>> Fields(ReadOnlyMemory<byte> message, int field)
    {
        var found = new List<ReadOnlyMemory<byte>>();
        while (!message.IsEmpty)
        {
            var tag = VarInt(ref message);
            var length = (tag & 7) switch { 1 => 8, 5 => 4, 2 => (int)VarInt(ref message), _ => 0 };
            if ((tag & 7) == 0)
            {
                VarInt(ref message);
            }
            else if (tag >> 3 == field)
            {
                found.Add(message[..length]);
            }

            message = message[length..];
        }

        return found;
    }

    private static long VarInt(ref ReadOnlyMemory<byte> message)
    {
        var value = 0L;
        for (var shift = 0; ; shift += 7)
        {
            var one = message.Span[0];
            message = message[1..];
            value |= (long)(one & 0x7F) << shift;
            if (one < 0x80)
            {
                return value;
            }
        }
    }
}
