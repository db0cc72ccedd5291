using CarSearch.Searches;
using Microsoft.Data.Sqlite;

namespace CarSearch.Local.Storage;

/// <summary>The statements that write idempotency keys. For the writer's thread only.</summary>
internal sealed class KeyStatements(SqliteConnection connection)
{
    private readonly SqliteCommand find = connection.Prepared(
        "SELECT token, digest, claimed_at FROM keys WHERE key = $key AND claimed_at > $since", "$key", "$since");

    private readonly SqliteCommand claim = connection.Prepared(
        "INSERT OR REPLACE INTO keys (key, token, digest, claimed_at) VALUES ($key, $token, $digest, $claimed)",
        "$key", "$token", "$digest", "$claimed");

    /// <summary>Claims a key, unless an earlier claim still holds.</summary>
    public sealed class Claim(KeyStatements statements, KeyClaim asked) : DatabaseWriter.Write
    {
        private KeyClaim? earlier;

        /// <summary>The claim that holds.</summary>
        public KeyClaim Holds => earlier ?? asked;

        public override void Do()
        {
            earlier = null;
            var key = Convert.FromHexString(asked.Key);
            using (var row = statements.find.With(key, (asked.ClaimedAt - KeyClaim.Lifetime).ToUnixTimeMilliseconds()).ExecuteReader())
            {
                if (row.Read())
                {
                    earlier = asked with
                    {
                        Token = SearchToken.FromBytes(row.GetFieldValue<byte[]>(0)),
                        RequestDigest = Convert.ToHexStringLower(row.GetFieldValue<byte[]>(1)),
                        ClaimedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)),
                    };
                    return;
                }
            }

            statements.claim
                .With(key, asked.Token.ToBytes(), Convert.FromHexString(asked.RequestDigest), asked.ClaimedAt.ToUnixTimeMilliseconds())
                .ExecuteNonQuery();
        }
    }
}
