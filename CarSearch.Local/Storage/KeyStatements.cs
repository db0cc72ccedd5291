using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>Finds the claim of an idempotency key that still holds. For one thread at a time.</summary>
internal sealed class KeyQuery(SqliteConnection connection)
{
    private readonly SqliteCommand find = connection.Prepared(
        "SELECT token, digest, claimed_at FROM keys WHERE key = $key AND claimed_at > $since", "$key", "$since");

    /// <summary>Finds the claim of a key.</summary>
    /// <returns>The claim; null when there is none.</returns>
    public KeyClaim? Find(string key, DateTimeOffset now)
    {
        using var row = find.With(Convert.FromHexString(key), (now - KeyClaim.Lifetime).ToUnixTimeMilliseconds()).ExecuteReader();
        return row.Read()
            ? new(
                key,
                SearchToken.FromBytes(row.GetFieldValue<byte[]>(0)),
                Convert.ToHexStringLower(row.GetFieldValue<byte[]>(1)),
                DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)))
            : null;
    }
}

/// <summary>The statements that write idempotency keys. For the writer's thread only.</summary>
internal sealed class KeyStatements(SqliteConnection connection)
{
    private readonly KeyQuery query = new(connection);

    private readonly SqliteCommand claim = connection.Prepared(
        "INSERT OR REPLACE INTO keys (key, token, digest, claimed_at) VALUES ($key, $token, $digest, $claimed)",
        "$key", "$token", "$digest", "$claimed");

    /// <summary>Claims a key, unless an earlier claim still holds.</summary>
    public sealed class Claim(KeyStatements statements, KeyClaim claim) : DatabaseWriter.Write
    {
        /// <summary>The claim that holds.</summary>
        public KeyClaim? Holds { get; private set; }

        public override void Do()
        {
            Holds = statements.query.Find(claim.Key, claim.ClaimedAt);
            if (Holds is null)
            {
                statements.claim
                    .With(
                        Convert.FromHexString(claim.Key),
                        claim.Token.ToBytes(),
                        Convert.FromHexString(claim.RequestDigest),
                        claim.ClaimedAt.ToUnixTimeMilliseconds())
                    .ExecuteNonQuery();
                Holds = claim;
            }
        }
    }
}
